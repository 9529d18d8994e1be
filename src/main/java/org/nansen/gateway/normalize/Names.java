package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The mapping's function for names: one form of Unicode, single blanks, and the script told. */
final class Names {

    private static final List<String> PARTS = List.of("surname", "given", "full", "latin");
    private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\p{Cc}]+");
    private static final Pattern HIDDEN = Pattern.compile("[\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]");

    private static final Map<UnicodeScript, String> SCRIPTS = new EnumMap<>(Map.ofEntries(
            Map.entry(UnicodeScript.LATIN, "Latn"),
            Map.entry(UnicodeScript.ARABIC, "Arab"),
            Map.entry(UnicodeScript.CYRILLIC, "Cyrl"),
            Map.entry(UnicodeScript.GREEK, "Grek"),
            Map.entry(UnicodeScript.HEBREW, "Hebr"),
            Map.entry(UnicodeScript.ARMENIAN, "Armn"),
            Map.entry(UnicodeScript.GEORGIAN, "Geor"),
            Map.entry(UnicodeScript.ETHIOPIC, "Ethi"),
            Map.entry(UnicodeScript.DEVANAGARI, "Deva"),
            Map.entry(UnicodeScript.BENGALI, "Beng"),
            Map.entry(UnicodeScript.GURMUKHI, "Guru"),
            Map.entry(UnicodeScript.GUJARATI, "Gujr"),
            Map.entry(UnicodeScript.TAMIL, "Taml"),
            Map.entry(UnicodeScript.TELUGU, "Telu"),
            Map.entry(UnicodeScript.KANNADA, "Knda"),
            Map.entry(UnicodeScript.MALAYALAM, "Mlym"),
            Map.entry(UnicodeScript.SINHALA, "Sinh"),
            Map.entry(UnicodeScript.THAI, "Thai"),
            Map.entry(UnicodeScript.LAO, "Laoo"),
            Map.entry(UnicodeScript.KHMER, "Khmr"),
            Map.entry(UnicodeScript.MYANMAR, "Mymr"),
            Map.entry(UnicodeScript.TIBETAN, "Tibt"),
            Map.entry(UnicodeScript.THAANA, "Thaa"),
            Map.entry(UnicodeScript.SYRIAC, "Syrc"),
            Map.entry(UnicodeScript.HAN, "Hani"),
            Map.entry(UnicodeScript.HANGUL, "Hang"),
            Map.entry(UnicodeScript.HIRAGANA, "Hira"),
            Map.entry(UnicodeScript.KATAKANA, "Kana"),
            Map.entry(UnicodeScript.MONGOLIAN, "Mong"),
            Map.entry(UnicodeScript.TIFINAGH, "Tfng"),
            Map.entry(UnicodeScript.NKO, "Nkoo")));

    private Names() {}

    /** {@code name({type, surname, given, full, latin, script, mrz})} gives the same, put in order; null when it has no name. */
    static JsonNode name(JsonNode argument) {
        if (!argument.isObject()) {
            return NullNode.instance;
        }
        ObjectNode name = JsonNodeFactory.instance.objectNode();
        JsonNode type = argument.path("type");
        name.set("type", type.isTextual() ? type : new TextNode("primary"));
        StringBuilder changed = new StringBuilder();
        for (String part : PARTS) {
            JsonNode given = argument.path(part);
            String text = given.asText();
            if (!given.isContainerNode() && !text.isBlank()) {
                String tidy = tidy(text);
                name.set(part, tidy.equals(text) ? given : new TextNode(tidy));
                if (!tidy.equals(text)) {
                    changed.append(changed.isEmpty() ? "" : " | ").append(text);
                }
            }
        }
        // People with a single name: whichever field the source keeps it in, it is the whole name.
        if (!name.has("surname") && !name.has("full") && name.has("given")) {
            name.set("full", name.remove("given"));
        }
        if (!name.has("surname") && !name.has("full")) {
            return NullNode.instance;
        }
        String script = script(name);
        if (argument.path("script").isTextual()) {
            name.set("script", argument.get("script"));
        } else if (script != null) {
            name.put("script", script);
        }
        if (argument.path("mrz").isTextual()) {
            name.set("mrz", argument.get("mrz"));
        }
        if (!changed.isEmpty()) {
            MappingRun.current().note(name, changed.toString(), "name");
        }
        if (PARTS.stream()
                .anyMatch(part -> HIDDEN.matcher(name.path(part).asText()).find())) {
            MappingRun.current().note(name, "", "hidden-characters-kept");
        }
        return name;
    }

    private static String tidy(String text) {
        String composed = Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
        return plain(composed)
                ? composed
                : BLANKS.matcher(composed).replaceAll(" ").strip();
    }

    /** Most names need no pattern: letters with single blanks inside. */
    private static boolean plain(String text) {
        boolean blank = true;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ' ') {
                if (blank) {
                    return false;
                }
                blank = true;
            } else if (c < ' ' || (c >= '\u007F' && c <= '\u00A0') || (c >= '\u1680' && c <= '\u3000')) {
                return false;
            } else {
                blank = false;
            }
        }
        return !blank;
    }

    /** Returns the one script of the name's letters, {@code Zyyy} for several, null for none. */
    private static @Nullable String script(ObjectNode name) {
        UnicodeScript only = null;
        for (String part : List.of("surname", "given", "full")) {
            String text = name.path(part).asText();
            for (int at = 0; at < text.length(); ) {
                int letter = text.codePointAt(at);
                at += Character.charCount(letter);
                UnicodeScript script = UnicodeScript.of(letter);
                if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
                    if (only != null && only != script) {
                        return "Zyyy";
                    }
                    only = script;
                }
            }
        }
        return only == null ? null : SCRIPTS.getOrDefault(only, "Zzzz");
    }
}
