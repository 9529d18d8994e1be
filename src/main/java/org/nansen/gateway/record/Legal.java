package org.nansen.gateway.record;

import org.jspecify.annotations.Nullable;

/** Legal basis and purpose under which the record is handled (Rules on the Processing of Data, Art. 21 for queries). */
public record Legal(String basis, String purpose, @Nullable Boolean consent) {}
