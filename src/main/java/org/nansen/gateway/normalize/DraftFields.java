package org.nansen.gateway.normalize;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SampleForm.Field;

/** Which field of an unknown source is taken for what, and how a mapping writes it. */
final class DraftFields {

    private static final List<String> DATES = List.of(
            "yyyy-MM-dd", "dd.MM.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "dd-MM-yyyy", "yyyy/MM/dd", "yyyyMMdd", "yyyy");

    /** Eight figures are a number as well; a year of ours, or of an Islamic calendar, and a month tell a day. */
    private static final Pattern BARE_DAY = Pattern.compile("(1[3-9]|20)\\d\\d(0[1-9]|1[0-2])([0-2]\\d|3[01])");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final List<Field> all;
    private final Map<Meaning, Field> byMeaning = new EnumMap<>(Meaning.class);

    DraftFields(List<Field> all) {
        this.all = all;
        for (Field field : all) {
            if (field.meaning() != Meaning.UNKNOWN && field.meaning() != Meaning.NEVER_KEPT) {
                byMeaning.putIfAbsent(field.meaning(), field);
            }
        }
        // "Name" beside a given name is the surname; alone it is the whole name.
        if (!byMeaning.containsKey(Meaning.SURNAME) && !byMeaning.containsKey(Meaning.FULL_NAME)) {
            all.stream()
                    .filter(field -> last(field).equalsIgnoreCase("name"))
                    .findFirst()
                    .ifPresent(field -> byMeaning.put(
                            byMeaning.containsKey(Meaning.GIVEN_NAME) ? Meaning.SURNAME : Meaning.FULL_NAME, field));
        }
    }

    List<Field> all() {
        return all;
    }

    Optional<Field> of(Meaning meaning) {
        return Optional.ofNullable(byMeaning.get(meaning));
    }

    /** What the field was taken for; a second one of the same kind was taken for nothing. */
    Meaning meaningOf(Field field) {
        return byMeaning.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(field.name()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(field.meaning() == Meaning.NEVER_KEPT ? Meaning.NEVER_KEPT : Meaning.UNKNOWN);
    }

    /** The field with a number of its own in each record, or the first one for want of a better. */
    Field record() {
        return number(Meaning.RECORD_NUMBER)
                .or(() -> number(Meaning.CASE_NUMBER))
                .or(() -> number(Meaning.PERSON_NUMBER))
                .or(this::differentEverywhere)
                // Better a field that is called a number and empty in the sample than one that is anything.
                .or(() -> of(Meaning.RECORD_NUMBER).filter(DraftFields::canBeNamed))
                .or(() -> of(Meaning.CASE_NUMBER).filter(DraftFields::canBeNamed))
                .or(() -> all.stream().filter(DraftFields::canBeNamed).findFirst())
                .orElseGet(() -> all.get(0));
    }

    /** A field that is filled as often as any other, each time with something else. */
    private Optional<Field> differentEverywhere() {
        int most = all.stream().mapToInt(Field::filled).max().orElse(0);
        return all.stream()
                .filter(field -> canBeNamed(field)
                        && field.filled() == most
                        && field.values().size() == most
                        && most > 1
                        && field.meaning() == Meaning.UNKNOWN)
                .findFirst();
    }

    /** A field of a number that settings can name and that holds something in the sample. */
    Optional<Field> number(Meaning meaning) {
        return of(meaning).filter(field -> canBeNamed(field) && field.filled() > 0);
    }

    /** In settings, what looks like a variable is one; and the wall drops some fields before anybody reads them. */
    static boolean canBeNamed(Field field) {
        return !field.name().isEmpty()
                && !field.name().contains("${")
                && field.meaning() != Meaning.NEVER_KEPT
                && field.name().length() <= 200
                // Dots part the steps of a way to a field, so none of several steps can hold one.
                && (field.steps().size() == 1 || field.steps().stream().noneMatch(step -> step.indexOf('.') >= 0))
                && field.name().chars().noneMatch(Character::isISOControl);
    }

    /** The name as JSLT writes it behind the record. */
    static String path(Field field) {
        StringBuilder path = new StringBuilder();
        for (String step : field.steps()) {
            path.append('.').append(PLAIN.matcher(step).matches() ? step : quoted(step));
        }
        return path.toString();
    }

    static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    /** Returns the date formats that all values of the field fit; several where day and month cannot be told apart. */
    static List<String> dateFormats(Field field) {
        List<String> fitting = new ArrayList<>();
        for (String format : DATES) {
            Optional<DatePattern> pattern = DatePattern.of(format);
            if (!field.values().isEmpty()
                    && pattern.isPresent()
                    && (!format.equals("yyyyMMdd") || field.values().stream().anyMatch(BARE_DAY.asMatchPredicate()))
                    && field.values().stream()
                            .allMatch(value -> pattern.get().read(value).isPresent())) {
                fitting.add(format);
            }
        }
        return fitting;
    }

    /** Returns the built-in code systems of a list that know every value of the field. */
    static Set<String> knownTo(Field field, String list, CodeLists codes) {
        Set<String> knowing = new LinkedHashSet<>();
        for (String system : codes.systems(list)) {
            if (!field.values().isEmpty()
                    && field.values().stream().allMatch(value -> codes.decided(list, system, value))) {
                knowing.add(system);
            }
        }
        return knowing;
    }

    /** Returns the field that tells versions apart, where its values can be put in order as they are. */
    @Nullable
    Field version() {
        return number(Meaning.VERSION)
                .filter(field ->
                        !field.values().isEmpty() && field.values().stream().allMatch(Envelope::ordered))
                .orElse(null);
    }

    private static String last(Field field) {
        return field.steps().get(field.steps().size() - 1);
    }
}
