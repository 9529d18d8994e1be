/**
 * From source bytes to canonical records: readers per format, the system's mapping, code systems, and the schema. A
 * function: it keeps nothing and calls nobody. Knows the record and settings rooms.
 */
@NullMarked
package org.nansen.gateway.normalize;

import org.jspecify.annotations.NullMarked;
