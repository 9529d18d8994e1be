package org.nansen.gateway.normalize;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SampleForm.Field;

/** Which field of an unknown source is taken for what, and how a mapping writes it. */
final class DraftFields {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final List<Field> all;
    private final Map<Meaning, Field> byMeaning = new EnumMap<>(Meaning.class);
    private final Map<Use, Inside> lists = new EnumMap<>(Use.class);

    /** What lists of objects a mapping goes into. */
    enum Use {
        PEOPLE,
        NATIONALITIES,
        DOCUMENTS
    }

    /** A list of objects, and what fields of theirs are taken for. */
    record Inside(Field list, DraftFields fields) {}

    /** @param all of the records */
    DraftFields(List<Field> all) {
        this(all, true);
        List<Field> people = all.stream()
                .filter(list -> Meaning.ofThePerson(deep(list)).size()
                        > Meaning.ofThePerson(byMeaning.keySet()).size())
                .toList();
        // One that tells of nothing but, say, nationalities is no list of people.
        people.stream()
                .filter(list -> namesSomebody(new DraftFields(list.inside(), false)))
                .max(Comparator.comparingInt(
                        list -> Meaning.ofThePerson(deep(list)).size()))
                .ifPresent(list -> {
                    lists.clear();
                    // What else of a person stands around the list is that of nobody in it.
                    byMeaning.keySet().removeAll(Meaning.ABOUT_ONE);
                    lists.put(Use.PEOPLE, new Inside(list, new DraftFields(list.inside(), true)));
                });
    }

    private DraftFields(List<Field> all, boolean withLists) {
        this.all = all;
        for (Field field : all) {
            Meaning meaning = field.meaning();
            if (meaning != Meaning.UNKNOWN && meaning != Meaning.NEVER_KEPT) {
                Field before = byMeaning.putIfAbsent(meaning, field);
                // The code rather than the words for it.
                boolean rather = before != null
                        && !meaning.codeList().isEmpty()
                        && !Meaning.isCode(last(before))
                        && Meaning.isCode(last(field))
                        && field.filled() > 0;
                if (rather) {
                    byMeaning.put(meaning, field);
                }
            }
        }
        // "Name" beside a given name is the surname; alone it is the whole name.
        if (!byMeaning.containsKey(Meaning.SURNAME) && !byMeaning.containsKey(Meaning.FULL_NAME)) {
            all.stream()
                    .filter(field -> last(field).equalsIgnoreCase("name") && !field.isList())
                    .findFirst()
                    .ifPresent(field -> byMeaning.put(
                            byMeaning.containsKey(Meaning.GIVEN_NAME) ? Meaning.SURNAME : Meaning.FULL_NAME, field));
        }
        if (withLists) {
            list(Use.NATIONALITIES, Meaning.NATIONALITY);
            list(Use.DOCUMENTS, Meaning.DOCUMENT_NUMBER);
        }
    }

    private void list(Use use, Meaning meaning) {
        for (Field list : all) {
            DraftFields inside = new DraftFields(list.inside(), false);
            // Relatives have nationalities and documents as well.
            if (inside.of(meaning).filter(field -> !field.isList()).isPresent() && !namesSomebody(inside)) {
                lists.putIfAbsent(use, new Inside(list, inside));
            }
        }
    }

    private static boolean namesSomebody(DraftFields fields) {
        return fields.of(Meaning.SURNAME).isPresent()
                || fields.of(Meaning.GIVEN_NAME).isPresent()
                || fields.of(Meaning.FULL_NAME).isPresent();
    }

    private static Set<Meaning> deep(Field list) {
        Set<Meaning> meanings = EnumSet.noneOf(Meaning.class);
        list.inside().forEach(field -> {
            meanings.add(field.meaning());
            meanings.addAll(deep(field));
        });
        return meanings;
    }

    /** Returns the fields of the records, or of the elements of the list, without those of lists in them. */
    List<Field> all() {
        return all;
    }

    /** Returns them with those of all lists. */
    List<Field> everything() {
        return everything(all);
    }

    private static List<Field> everything(List<Field> fields) {
        List<Field> everything = new ArrayList<>();
        fields.forEach(field -> {
            everything.add(field);
            everything.addAll(everything(field.inside()));
        });
        return everything;
    }

    Optional<Field> of(Meaning meaning) {
        return Optional.ofNullable(byMeaning.get(meaning));
    }

    Optional<Inside> inside(Use use) {
        return Optional.ofNullable(lists.get(use));
    }

    /** Whether a mapping goes into the list; what it does with it, its fields tell. */
    boolean isUsed(Field list) {
        return lists.values().stream()
                .anyMatch(inside -> inside.list().name().equals(list.name())
                        || inside.fields().isUsed(list));
    }

    /** What the field was taken for; a second one of the same kind was taken for nothing. */
    Meaning meaningOf(Field field) {
        Meaning own = byMeaning.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(field.name()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(field.meaning() == Meaning.NEVER_KEPT ? Meaning.NEVER_KEPT : Meaning.UNKNOWN);
        return own != Meaning.UNKNOWN
                ? own
                : lists.values().stream()
                        .map(inside -> inside.fields().meaningOf(field))
                        .filter(meaning -> meaning != Meaning.UNKNOWN)
                        .findFirst()
                        .orElse(Meaning.UNKNOWN);
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

    /** Returns the field that tells versions apart, where its values can be put in order as they are. */
    @Nullable
    Field version() {
        return of(Meaning.VERSION)
                .filter(field -> canBeNamed(field)
                        && !field.values().isEmpty()
                        && field.values().stream().allMatch(Envelope::ordered))
                .orElse(null);
    }

    private static String last(Field field) {
        return field.steps().get(field.steps().size() - 1);
    }
}
