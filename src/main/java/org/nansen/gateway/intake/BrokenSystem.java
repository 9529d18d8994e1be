package org.nansen.gateway.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.settings.SettingsFault.Problem;

/**
 * A national system that is not in use because its configuration is wrong.
 *
 * @param entry its profile where that can be read and only something beside it is wrong: the broker then keeps its queue
 *     open for what it sends; null otherwise
 */
record BrokenSystem(
        String name, List<Problem> problems, @Nullable SystemEntry entry) {

    BrokenSystem {
        problems = List.copyOf(problems);
    }
}
