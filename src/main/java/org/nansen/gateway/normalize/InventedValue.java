package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SampleForm.Field;

/** What stands in an invented sample instead of a person's value: possible, of the same form, and nobody's. */
final class InventedValue {

    private static final List<String> SURNAMES =
            List.of("Morbixo", "Tarozzar", "Zolandre", "Quelimbo", "Vastorri", "Ekhamdul");
    private static final List<String> GIVEN =
            List.of("Kelesko", "Dorisku", "Velhanto", "Ambriska", "Tuvalek", "Osmerin");

    /** A day with a time behind it; of which only the form is kept, and the offset, which is a country's. */
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ])\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})?");

    private InventedValue() {}

    /** @param at which of the invented people it belongs to, from 0 */
    static JsonNode of(Meaning meaning, @Nullable Field field, JsonNode node, int at) {
        return switch (meaning) {
            case SURNAME -> TextNode.valueOf(surname(at));
            case BIRTH_NAME -> TextNode.valueOf(surname(at + 1));
            case GIVEN_NAME -> TextNode.valueOf(given(at));
            case FULL_NAME -> TextNode.valueOf(given(at) + " " + surname(at));
            case NEVER_KEPT -> TextNode.valueOf("");
            default -> other(meaning, field, node, at);
        };
    }

    private static String surname(int at) {
        return SURNAMES.get(at % SURNAMES.size());
    }

    private static String given(int at) {
        return GIVEN.get(at % GIVEN.size());
    }

    private static JsonNode other(Meaning meaning, @Nullable Field field, JsonNode node, int at) {
        String text = node.asText().strip();
        String day = "0" + (at % 9 + 1);
        Matcher moment = MOMENT.matcher(text);
        if (moment.matches()) {
            return TextNode.valueOf(year(meaning, at) + "-08-" + day + moment.group(1) + "10:00"
                    + (moment.group(2) == null ? "" : ":00")
                    + (moment.group(4) == null ? "" : moment.group(4)));
        }
        List<String> dates = field == null ? List.of() : DraftDates.formats(field.values());
        if (dates.isEmpty()) {
            dates = DraftDates.formats(Set.of(text));
        }
        if (!dates.isEmpty() && text.length() >= 8 && !node.isNumber()) {
            return TextNode.valueOf(dates.get(0)
                    .replace("yyyy", year(meaning, at))
                    .replace("MM", "08")
                    .replace("dd", day));
        }
        return node.isNumber() ? JsonNodeFactory.instance.numberNode(900 + at) : TextNode.valueOf(masked(text, at));
    }

    /** People are born before they apply, and documents end after it. */
    private static String year(Meaning meaning, int at) {
        return switch (meaning) {
            case LODGED, DECISION_DATE, VERSION -> "2026";
            case DOCUMENT_EXPIRES -> "2031";
            default -> String.valueOf(1980 + at);
        };
    }

    /** The same form, without its letters and figures: how long it is and what stands between them is what is left. */
    private static String masked(String text, int at) {
        String form = text.substring(0, Math.min(text.length(), 40))
                .replaceAll("\\p{Lu}", "X")
                .replaceAll("[\\p{L}&&[^X]]", "x")
                .replaceAll("\\p{N}", "0");
        int last = form.lastIndexOf('0');
        return last < 0 ? form : form.substring(0, last) + (at + 1) + form.substring(last + 1);
    }
}
