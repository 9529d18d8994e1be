package org.nansen.gateway.normalize;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the script of texts by ISO 15924. */
final class Scripts {

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

    private Scripts() {}

    /** Returns the one script of the texts' letters, {@code Zyyy} for several, null for none. */
    static @Nullable String of(List<String> texts) {
        UnicodeScript only = null;
        for (String text : texts) {
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
