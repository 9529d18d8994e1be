package org.nansen.gateway.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table of {@code names/*.csv}: by letter its forms, one a language, or one for all. */
final class LetterTable {

    /** Any, Belarusian, Bulgarian, Macedonian, Serbian, Ukrainian: the columns of {@code cyrillic.csv}. */
    static final int LANGUAGES = 6;

    private LetterTable() {}

    static Map<Integer, List<String>> read(String name) {
        Map<Integer, List<String>> table = new HashMap<>();
        InputStream in = LetterTable.class.getResourceAsStream("/names/" + name);
        if (in == null) {
            throw new IllegalStateException("names/" + name + " is missing in the gateway itself");
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#") && !line.startsWith("code,")) {
                    String[] cells = line.split(",", -1);
                    List<String> forms = new ArrayList<>();
                    for (int at = 2; at < cells.length; at++) {
                        forms.add(cells[at].isEmpty() ? cells[2] : cells[at]);
                    }
                    table.put(Integer.parseInt(cells[0], 16), List.copyOf(forms));
                }
            }
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
        return Map.copyOf(table);
    }

    /** Returns the forms of a cell, which are parted by a bar. */
    static List<String> split(String cell) {
        return List.of(cell.split("\\|"));
    }
}
