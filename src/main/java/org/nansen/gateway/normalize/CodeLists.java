package org.nansen.gateway.normalize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Application;
import org.nansen.gateway.record.Decision;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.Nationality;
import org.nansen.gateway.record.PersonName;
import org.nansen.gateway.record.RecordJson;
import org.nansen.gateway.record.StatusChange;
import org.nansen.gateway.settings.SettingsFault;

/**
 * All code systems of one national system: the built-in ones, and the system's own {@code codes/*.csv} laid over them.
 * A code without a code system is never looked up: three bare letters mean different states in different lists.
 */
final class CodeLists {

    static final String COUNTRY = "country";
    static final String SEX = "sex";
    static final String NO_NAMES =
            "countries are never looked up by name; use the code that the source has, or name the code system after the list"
                    + " from which your source takes its words and decide each of them in codes/*.csv";
    private static final String[] COLUMNS = {"list", "system", "code", "target", "note"};

    /** Values that each list may give; countries are judged by {@link Countries}. */
    private static final Map<String, Set<String>> TARGETS = Map.ofEntries(
            Map.entry(SEX, Set.of("0", "1", "2", "9")),
            Map.entry("event", names(Event.values())),
            Map.entry("outcome", names(Decision.Outcome.values())),
            Map.entry("level", names(Decision.Level.values())),
            Map.entry("finality", names(Decision.Finality.values())),
            Map.entry("status-kind", names(StatusChange.Kind.values())),
            Map.entry("application-type", names(Application.Type.values())),
            Map.entry("name-type", names(PersonName.Type.values())),
            Map.entry("nationality-status", names(Nationality.Status.values())),
            Map.entry(
                    "document-type",
                    Set.of("passport", "identity-card", "travel-document", "visa", "residence-permit", "other")),
            Map.entry("external-scheme", Set.of("EURODAC", "DUBLINET", "AZR", "UNHCR", "CCF", "INTERPOL")));

    private static final Map<String, String> OTHER_SYSTEM_NAMES = Map.of(
            "ISO2", "ISO-2",
            "ALPHA-2", "ISO-2",
            "ISO-3166-1-ALPHA-2", "ISO-2",
            "ISO3", "ISO-3",
            "ALPHA-3", "ISO-3",
            "ISO-3166-1-ALPHA-3", "ISO-3",
            "ISO-3166-1-NUMERIC", "ISO-NUMERIC");

    /** What people call it when they mean to look countries up by their names. */
    private static final Set<String> NAMES_OF_COUNTRIES = Set.of(
            "NAME",
            "NAMES",
            "COUNTRY",
            "COUNTRY-NAME",
            "COUNTRY-NAMES",
            "COUNTRYNAME",
            "TEXT",
            "WORD",
            "WORDS",
            "EN",
            "ENGLISH",
            "DE",
            "GERMAN",
            "FR",
            "FRENCH",
            "ES",
            "SPANISH",
            "AR",
            "ARABIC",
            "RU",
            "RUSSIAN");

    private final Countries countries;

    /** List and system, then code; an empty target is a refusal on purpose. */
    private final Map<String, Map<String, Map<String, String>>> lists = new HashMap<>();

    private final List<CodeFile> files = new ArrayList<>();

    private CodeLists() {
        CodeFile iso = builtIn("countries.csv");
        countries = new Countries(iso, builtIn("icao.csv"));
        put(COUNTRY, "ISO-2", countries.alpha2());
        put(COUNTRY, "ISO-3", countries.alpha3());
        put(COUNTRY, "ISO-NUMERIC", countries.numeric());
        put(COUNTRY, "ICAO", countries.icao());
        TARGETS.forEach((list, targets) -> {
            Map<String, String> own = new HashMap<>();
            targets.forEach(target -> own.put(key(list, target), target));
            put(list, "GATEWAY", own);
        });
        for (String name : List.of("unhcr.csv", "destatis.csv", "icpo.csv", "values.csv")) {
            add(builtIn(name));
        }
    }

    static CodeLists builtIn() {
        return new CodeLists();
    }

    /** @param folder the system's {@code codes} folder; need not exist */
    static CodeLists of(Path folder, String shownAs) {
        CodeLists lists = new CodeLists();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> found = Files.list(folder)) {
                for (Path file : found.filter(path -> path.toString().endsWith(".csv"))
                        .sorted()
                        .toList()) {
                    CodeFile codes = CodeFile.of(file, shownAs + "/" + file.getFileName());
                    lists.files.add(codes);
                    lists.add(codes);
                }
            } catch (IOException wrong) {
                throw new SettingsFault(shownAs, 0, "", "cannot be read");
            }
        }
        return lists;
    }

    Countries countries() {
        return countries;
    }

    /** Returns the files that the lists were made of, in a stable order. */
    List<CodeFile> files() {
        return List.copyOf(files);
    }

    boolean hasList(String list) {
        return list.equals(COUNTRY) || TARGETS.containsKey(list);
    }

    boolean hasSystem(String list, String system) {
        return lists.getOrDefault(list, Map.of()).containsKey(system(system));
    }

    /**
     * Returns whether a code system of countries is only their names. Names are no codes: Congo and Korea are two states each,
     * Georgia is also a place elsewhere, and every office spells on its own.
     */
    static boolean namesCountries(String list, String system) {
        return list.equals(COUNTRY) && NAMES_OF_COUNTRIES.contains(system(system));
    }

    Set<String> systems(String list) {
        return new TreeSet<>(lists.getOrDefault(list, Map.of()).keySet());
    }

    /** Returns the canonical value, or null when the code is unknown or refused. */
    @Nullable
    String find(String list, String system, String code) {
        String target = lists.getOrDefault(list, Map.of())
                .getOrDefault(system(system), Map.of())
                .get(key(list, code.strip()));
        return target == null || target.isEmpty() ? null : target;
    }

    /** Returns whether the code is listed, be it to refuse it. */
    boolean decided(String list, String system, String code) {
        return lists.getOrDefault(list, Map.of())
                .getOrDefault(system(system), Map.of())
                .containsKey(key(list, code.strip()));
    }

    private CodeFile builtIn(String name) {
        CodeFile file = CodeFile.builtIn(name);
        files.add(file);
        return file;
    }

    private void add(CodeFile file) {
        Map<String, String> inThisFile = new HashMap<>();
        List<SettingsFault.Problem> problems = new ArrayList<>();
        for (CodeFile.Row row : file.rows(COLUMNS)) {
            String list = row.cell(0);
            String system = system(row.cell(1));
            String code = key(list, row.cell(2));
            String target = row.cell(3);
            String wrong = wrong(list, system, code, target);
            String before = inThisFile.put(list + '\n' + system + '\n' + code, target);
            if (wrong == null && before != null && !before.equals(target)) {
                wrong = "gives a code a second, different target";
            }
            if (wrong != null) {
                problems.add(new SettingsFault.Problem(file.name(), (int) row.line(), "", wrong));
            } else {
                lists.computeIfAbsent(list, any -> new HashMap<>())
                        .computeIfAbsent(system, any -> new HashMap<>())
                        .put(code, target);
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsFault(problems);
        }
    }

    private @Nullable String wrong(String list, String system, String code, String target) {
        if (!hasList(list)) {
            return "unknown list; known are country, "
                    + TARGETS.keySet().stream().sorted().collect(Collectors.joining(", "));
        }
        if (system.isEmpty() || code.isEmpty()) {
            return "system and code must not be empty";
        }
        if (namesCountries(list, system)) {
            return NO_NAMES;
        }
        boolean fits = target.isEmpty()
                || (list.equals(COUNTRY)
                        ? countries.has(target)
                        : TARGETS.getOrDefault(list, Set.of()).contains(target));
        return fits
                ? null
                : list.equals(COUNTRY)
                        ? "the target must be an ISO alpha-3 code or an ICAO special code"
                        : "the target must be one of "
                                + String.join(", ", new TreeSet<>(TARGETS.getOrDefault(list, Set.of())));
    }

    private void put(String list, String system, Map<String, String> codes) {
        lists.computeIfAbsent(list, any -> new HashMap<>()).put(system, new HashMap<>(codes));
    }

    /** Country codes are compared to the letter; words in other lists whatever their case. */
    private static String key(String list, String code) {
        return list.equals(COUNTRY) ? code : code.toUpperCase(Locale.ROOT);
    }

    private static String system(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        return OTHER_SYSTEM_NAMES.getOrDefault(upper, upper);
    }

    private static Set<String> names(Enum<?>[] constants) {
        return Stream.of(constants).map(RecordJson::name).collect(Collectors.toUnmodifiableSet());
    }
}
