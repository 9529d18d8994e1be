package org.nansen.gateway.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nansen.gateway.record.MrzFinding.Kind;
import org.nansen.gateway.record.MrzFormat.Span;

/** Looks through a machine readable zone for characters, check digits and fillers that cannot be. */
final class MrzCheck {

    /** Characters that optical readers take for each other; a figure and a letter, in both directions. */
    private static final Map<Character, Character> LOOK_ALIKE =
            Map.of('0', 'O', 'O', '0', '1', 'I', 'I', '1', '8', 'B', 'B', '8', '5', 'S', 'S', '5', '2', 'Z', 'Z', '2');

    private final MrzFormat format;
    private final List<String> lines;
    private final List<MrzFinding> findings = new ArrayList<>();

    MrzCheck(MrzFormat format, List<String> lines) {
        this.format = format;
        this.lines = lines;
    }

    List<MrzFinding> findings() {
        letters(MrzField.DOCUMENT_CODE, new Span(0, 0, 1));
        letters(MrzField.ISSUER, MrzFormat.issuer());
        letters(MrzField.NATIONALITY, format.nationality);
        letters(MrzField.NAME, format.name);
        name();
        number();
        checked(MrzField.BIRTH_DATE, List.of(format.birthDate), format.birthDate.next(), true);
        if ("MFX<".indexOf(format.sex.of(lines)) < 0) {
            found(Kind.CHARACTER, MrzField.SEX, format.sex.line(), format.sex.from());
        }
        checked(MrzField.EXPIRY, List.of(format.expiry), format.expiry.next(), true);
        if (format.optionalCheck != null) {
            boolean empty = format.optional.of(lines).chars().allMatch(c -> c == '<');
            if (!empty || !format.optionalCheck.of(lines).equals("<")) {
                checked(MrzField.OPTIONAL_DATA, List.of(format.optional), format.optionalCheck, false);
            }
        }
        if (format.checkOfAll != null) {
            checked(MrzField.ALL, format.all, format.checkOfAll, false);
        }
        return List.copyOf(findings);
    }

    private void letters(MrzField field, Span span) {
        String text = span.of(lines);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                found(Kind.CHARACTER, field, span.line(), span.from() + at);
            }
        }
    }

    /** Two fillers part the identifiers, one the parts within them; three inside a name are none of both. */
    private void name() {
        String text = format.name.of(lines);
        String name = text.replaceFirst("<+$", "");
        if (name.isEmpty() || name.startsWith("<") || name.contains("<<<")) {
            found(Kind.FILLER, MrzField.NAME, format.name.line(), -1);
        }
    }

    private void number() {
        Span check = format.number.next();
        int rest = format.hasLongNumbers() && check.of(lines).equals("<") ? Mrz.rest(format, lines) : 0;
        if (rest > 1) {
            Span more = new Span(format.optional.line(), format.optional.from(), format.optional.from() + rest - 1);
            checked(MrzField.DOCUMENT_NUMBER, List.of(format.number, more), more.next(), false);
        } else {
            checked(MrzField.DOCUMENT_NUMBER, List.of(format.number), check, false);
        }
    }

    private void checked(MrzField field, List<Span> spans, Span check, boolean figures) {
        int line = spans.get(0).line();
        if (figures) {
            String text = spans.get(0).of(lines);
            for (int at = 0; at < text.length(); at++) {
                if (text.charAt(at) >= 'A') {
                    found(Kind.CHARACTER, field, line, spans.get(0).from() + at);
                }
            }
        }
        StringBuilder text = new StringBuilder();
        spans.forEach(span -> text.append(span.of(lines)));
        char stands = check.of(lines).charAt(0);
        if (stands == CheckDigit.of(text)) {
            return;
        }
        found(Kind.CHECK_DIGIT, field, check.line(), check.from());
        if (field != MrzField.ALL) {
            lookAlikes(field, spans, text, check, figures);
        }
    }

    private void lookAlikes(MrzField field, List<Span> spans, StringBuilder text, Span check, boolean figures) {
        char stands = check.of(lines).charAt(0);
        int in = 0;
        for (Span span : spans) {
            for (int at = span.from(); at < span.to(); at++, in++) {
                char read = text.charAt(in);
                Character other = LOOK_ALIKE.get(read);
                if (other != null && !(figures && other > '9')) {
                    text.setCharAt(in, other);
                    if (CheckDigit.of(text) == stands) {
                        found(Kind.LOOK_ALIKE, field, span.line(), at);
                    }
                    text.setCharAt(in, read);
                }
            }
        }
        Character other = LOOK_ALIKE.get(stands);
        if (other != null && other == CheckDigit.of(text)) {
            found(Kind.LOOK_ALIKE, field, check.line(), check.from());
        }
    }

    private void found(Kind kind, MrzField field, int line, int position) {
        findings.add(new MrzFinding(kind, field, line + 1, position + 1));
    }
}
