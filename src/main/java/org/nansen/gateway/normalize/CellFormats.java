package org.nansen.gateway.normalize;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a number in a cell stands for, by the number format of the cell's style (ECMA-376, part 1, 18.8.30 and 18.8.31): Excel
 * itself keeps dates as numbers of days and tells them apart by nothing else.
 */
final class CellFormats {

    static final CellFormats NONE = new CellFormats(List.of());

    /** Excel's own limit. */
    private static final int MOST = 65_490;

    private static final int LONGEST_CODE = 255;

    /** What is literal, a colour, a currency or a locale; elapsed time in brackets stays. */
    private static final Pattern ASIDE =
            Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?!h+\\]|m+\\]|s+\\])[^\\]]*\\]", Pattern.CASE_INSENSITIVE);

    private static final Pattern ELAPSED = Pattern.compile("\\[(h+|m+|s+)\\]");
    private static final Pattern ZEROS = Pattern.compile("0{2,30}");

    private final List<Format> byStyle;

    private CellFormats(List<Format> byStyle) {
        this.byStyle = byStyle;
    }

    /** What a number is shown as. */
    enum Shown {
        NUMBER,
        DATE,
        TIME,
        DATE_TIME,
        /** A date, with a time where there is one. */
        AS_IT_IS,
        /** Hours, minutes and seconds that may be more than a day. */
        ELAPSED
    }

    /** @param digits how many digits a whole number has at least, zeros in front */
    record Format(Shown shown, int digits) {
        static final Format GENERAL = new Format(Shown.NUMBER, 1);
    }

    static CellFormats of(XmlPart styles) throws IOException {
        Map<Integer, String> codes = new HashMap<>();
        List<Format> byStyle = new ArrayList<>();
        while (styles.next("styleSheet", "numFmt", "cellXfs")) {
            String code = styles.attribute("formatCode");
            if (code != null && code.length() <= LONGEST_CODE && codes.size() < MOST) {
                codes.put(number(styles.attribute("numFmtId")), code);
            } else if (styles.name().equals("cellXfs")) {
                while (byStyle.size() < MOST && styles.next("cellXfs", "xf")) {
                    int id = number(styles.attribute("numFmtId"));
                    byStyle.add(format(id, codes.get(id)));
                }
            }
        }
        return new CellFormats(byStyle);
    }

    Format of(@Nullable String style) {
        int number = number(style);
        return number >= 0 && number < byStyle.size() ? byStyle.get(number) : Format.GENERAL;
    }

    private static int number(@Nullable String text) {
        try {
            return text == null ? -1 : Integer.parseInt(text);
        } catch (NumberFormatException wrong) {
            return -1;
        }
    }

    private static Format format(int id, @Nullable String code) {
        return code == null ? builtIn(id) : ofCode(code);
    }

    /** Formats that are known by number alone. What those from 27 on show depends on the language of the Excel that wrote them. */
    private static Format builtIn(int id) {
        if (id >= 14 && id <= 17) {
            return new Format(Shown.DATE, 1);
        }
        if ((id >= 18 && id <= 21) || id == 45 || id == 47) {
            return new Format(Shown.TIME, 1);
        }
        if (id == 22) {
            return new Format(Shown.DATE_TIME, 1);
        }
        if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) {
            return new Format(Shown.AS_IT_IS, 1);
        }
        return id == 46 ? new Format(Shown.ELAPSED, 1) : Format.GENERAL;
    }

    static Format ofCode(String code) {
        String letters = ASIDE.matcher(code).replaceAll("");
        String first = letters.split(";", 2)[0].toLowerCase(Locale.ROOT);
        if (ELAPSED.matcher(first).find()) {
            return new Format(Shown.ELAPSED, 1);
        }
        String plain = first.replace("general", "").replace("am/pm", "").replace("a/p", "");
        boolean clock = plain.indexOf('h') >= 0 || plain.indexOf('s') >= 0;
        boolean day = plain.indexOf('y') >= 0 || plain.indexOf('d') >= 0 || (plain.indexOf('m') >= 0 && !clock);
        if (day) {
            return new Format(clock ? Shown.DATE_TIME : Shown.DATE, 1);
        }
        if (clock) {
            return new Format(Shown.TIME, 1);
        }
        return ZEROS.matcher(first).matches() ? new Format(Shown.NUMBER, first.length()) : Format.GENERAL;
    }
}
