package org.nansen.gateway.normalize;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SampleForm.Field;

/**
 * Where a drafted mapping finds its fields: in the object that a canonical record comes of, and, where that stands in a
 * list, in what is around it.
 *
 * @param near fields of the object
 * @param around fields of the record that holds the list, or null where there is none
 */
record DraftReach(DraftFields near, @Nullable DraftFields around) {

    /** What the mapping calls the record that holds the list. */
    static final String AROUND = "$unit";

    /** A field, and how the mapping writes it. */
    record Found(Field field, String path) {

        boolean holdsCodes() {
            return DraftCodes.fits(field) && !field.isList();
        }

        /** A part that is a date, or why it is none, as a comment. */
        String dated(String part, String function) {
            List<String> formats = DraftDates.formats(field.values());
            if (formats.size() == 1) {
                return DraftFields.quoted(part) + ": " + date(function);
            }
            String why = formats.isEmpty()
                    ? "the values fit no known format"
                    : "day and month cannot be told apart in the sample: " + String.join(" or ", formats);
            return "// CONFIRM: " + part + ": the date format of " + path + "; " + why;
        }

        String date(String function) {
            return function + "({ \"value\": " + path + ", \"formats\": ["
                    + DraftFields.quoted(DraftDates.formats(field.values()).get(0)) + "] })";
        }

        /** A further part that is a date, or nothing where its form cannot be told. */
        String alsoDated(String part) {
            String text = dated(part, "date");
            return text.startsWith("//") ? "" : ", " + text;
        }
    }

    Optional<Found> of(Meaning meaning) {
        Optional<Found> found = near.of(meaning).map(field -> new Found(field, DraftFields.path(field)));
        return found.isPresent() || around == null
                ? found
                : around.of(meaning).map(field -> new Found(field, AROUND + DraftFields.path(field)));
    }

    Optional<Found> codes(Meaning meaning) {
        return of(meaning).filter(Found::holdsCodes);
    }
}
