package org.nansen.gateway.normalize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** The columns of a table: which are read, in an order that does not depend on the file, and which are dropped. */
final class CsvColumns {

    private static final String DELIMITERS = ";,\t|";

    private final List<String> names;
    private final int[] sorted;
    private final List<String> dropped;

    CsvColumns(List<String> header, Dialect.Cells cells, NeverKept neverKept) {
        this.names = List.copyOf(named(stripped(header), cells));
        this.dropped = names.stream().filter(neverKept::drops).toList();
        this.sorted = IntStream.range(0, names.size())
                .filter(at -> !names.get(at).isEmpty() && !neverKept.drops(names.get(at)))
                .boxed()
                .sorted(Comparator.comparing(names::get))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Returns the cells of a header without blanks around them, and without what has no name at its end. */
    static List<String> stripped(List<String> header) {
        List<String> stripped =
                new ArrayList<>(header.stream().map(Texts::strip).toList());
        while (!stripped.isEmpty() && stripped.get(stripped.size() - 1).isEmpty()) {
            stripped.remove(stripped.size() - 1);
        }
        return stripped;
    }

    /** Gives names to columns that have none or one that came before, where the settings say so. */
    private static List<String> named(List<String> header, Dialect.Cells cells) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> named = new ArrayList<>(header.size());
        for (int at = 0; at < header.size(); at++) {
            String name = header.get(at);
            if (name.isEmpty()) {
                named.add(cells.nameUnnamed() ? "COLUMN_" + (at + 1) : name);
            } else {
                int times = seen.merge(name, 1, Integer::sum);
                named.add(cells.numberRepeated() && times > 1 ? name + "_" + times : name);
            }
        }
        return named;
    }

    int size() {
        return names.size();
    }

    String name(int at) {
        return names.get(at);
    }

    /** Returns the column's number from 1, or 0 when no column has this name. */
    int numberOf(String name) {
        return names.indexOf(name) + 1;
    }

    int[] sorted() {
        return sorted;
    }

    List<String> dropped() {
        return dropped;
    }

    /** Returns what is wrong with the header, or null. Only columns that the settings name are shown. */
    @Nullable
    Problem problem(SourceFormat format, List<String> header) {
        Set<String> missing = new TreeSet<>(needed(format));
        missing.removeAll(names);
        if (!missing.isEmpty()) {
            return new Problem(
                    null,
                    FaultCode.NG_112_COLUMNS,
                    FaultCode.NG_112_COLUMNS.hint() + " Missing: " + String.join(", ", missing) + "."
                            + delimiterGuess(format, header));
        }
        Set<String> seen = new HashSet<>();
        if (names.stream().anyMatch(name -> !name.isEmpty() && !seen.add(name))) {
            return new Problem(null, FaultCode.NG_112_COLUMNS, "The header names a column twice.");
        }
        return null;
    }

    static List<String> needed(SourceFormat format) {
        List<String> needed = new ArrayList<>(List.of(
                format.recordField(),
                format.person().field(),
                format.caseReference().field()));
        if (format.versionField() != null) {
            needed.add(format.versionField());
        }
        return needed;
    }

    private static String delimiterGuess(SourceFormat format, List<String> header) {
        String line = String.join(String.valueOf(format.delimiter()), header);
        for (char other : DELIMITERS.toCharArray()) {
            if (other != format.delimiter()) {
                List<String> parted = new ArrayList<>();
                for (String name : line.split(java.util.regex.Pattern.quote(String.valueOf(other)), -1)) {
                    parted.add(name.strip());
                }
                if (parted.containsAll(needed(format))) {
                    return " With the delimiter \"" + (other == '\t' ? "\\t" : other) + "\" they would be there.";
                }
            }
        }
        return "";
    }
}
