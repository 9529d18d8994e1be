package org.nansen.gateway.normalize;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How records stand in XML. Paths have the names of elements with {@code /} between them. A name is the local name; in
 * a namespace that {@code namespaces} declares, the prefix from there, a colon and the local name, whatever prefix the
 * file itself uses.
 *
 * @param record the element of a record: its name, wherever it stands, or its path from the root
 * @param namespaces prefix to namespace
 * @param repeated paths, from the record, of elements that may stand more than once: always arrays
 * @param objects paths, from the record, of elements with text beside attributes or elements: always objects
 * @param joins rows that belong to others by a key
 * @param charsetWins whether the character set of the settings holds, whatever the XML declaration says
 */
public record XmlFormat(
        String record,
        Map<String, String> namespaces,
        Set<String> repeated,
        Set<String> objects,
        List<Join> joins,
        boolean charsetWins) {

    /**
     * Rows that are put into the rows, or the record, that they refer to, as an array under their own name.
     *
     * @param rows path of the rows: from the record; without {@code to}, name or path in the file outside the records
     * @param to path, from the record, of the rows that they are put into; null for the record itself
     * @param key fields of a row that may hold the key; the first that holds something counts
     * @param toKey the field that each of {@code key} refers to, in the same order
     */
    public record Join(String rows, @Nullable String to, List<String> key, List<String> toKey) {

        public Join {
            if (key.isEmpty() || key.size() != toKey.size()) {
                throw new IllegalArgumentException("every key refers to one field");
            }
        }

        String name() {
            return rows.substring(rows.lastIndexOf('/') + 1);
        }
    }
}
