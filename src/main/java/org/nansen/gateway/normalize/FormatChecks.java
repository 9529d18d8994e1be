package org.nansen.gateway.normalize;

import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.settings.SettingsFault;

/** What a format must fulfil beyond its schema, so that no file is ever read by settings that contradict themselves. */
final class FormatChecks {

    private final SourceFormat format;
    private final String file;

    private FormatChecks(SourceFormat format, String file) {
        this.format = format;
        this.file = file;
    }

    /** @throws SettingsFault naming the file and the key */
    static void check(SourceFormat format, String file) {
        FormatChecks checks = new FormatChecks(format, file);
        checks.charset();
        switch (format.kind()) {
            case CSV -> checks.cells();
            case FIXED -> checks.fixed();
            case XML -> XmlChecks.check(Objects.requireNonNull(format.xml()), file);
            case JSON, NDJSON, XLSX -> {}
        }
    }

    private void charset() {
        String otherwise = format.dialect().otherwise();
        if (format.charset().equals(Dialect.DETECT)) {
            require(otherwise == null || isKnown(otherwise), "otherwise", "this character set is not known here");
        } else {
            require(isKnown(format.charset()), "charset", "this character set is not known here");
            require(otherwise == null, "otherwise", "goes with charset: detect only");
        }
    }

    private static boolean isKnown(String charset) {
        try {
            return Charset.isSupported(charset);
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    private void cells() {
        Dialect.Cells cells = format.dialect().cells();
        require(!isLineEnd(format.delimiter()), "delimiter", "cannot part cells");
        Set<Character> used = new HashSet<>(Set.of(format.delimiter()));
        different(used, cells.quote(), "quote");
        different(used, cells.escape(), "escape");
        different(used, cells.comment(), "comment");
        require(
                format.header() || format.columns().containsAll(CsvColumns.needed(format)),
                "columns",
                "without a header, name the columns, among them those of identity");
    }

    private void different(Set<Character> used, @Nullable Character character, String key) {
        require(
                character == null || (!isLineEnd(character) && used.add(character)),
                key,
                "must be another character than delimiter, quote, escape and comment");
    }

    /** Also the characters that stand for something within the reader. */
    private static boolean isLineEnd(char character) {
        return character == '\r'
                || character == '\n'
                || character == 0
                || Character.isSurrogate(character)
                || character >= EscapeReader.NO_QUOTE;
    }

    private void fixed() {
        FixedLayout layout = format.dialect().fixed();
        if (layout == null) {
            throw new SettingsFault(file, 0, "format.fields", "is missing");
        }
        Set<String> names = new HashSet<>();
        for (FixedLayout.Field field : layout.fields()) {
            require(names.add(field.name()), "fields", "names a field twice");
            require(field.end() <= layout.length(), "fields", "a field ends behind the length");
        }
        require(names.containsAll(CsvColumns.needed(format)), "fields", "the fields of identity are not among them");
        require(layout.lines() || !format.ragged(), "ragged", "needs lines");
        types(layout);
        if (layout.bytes() && !format.charset().equals(Dialect.DETECT)) {
            Charset charset = Charset.forName(format.charset());
            require(
                    charset.canEncode() && "A".getBytes(charset).length == 1,
                    "unit",
                    "places in bytes need a character set in which a letter is one byte");
        }
    }

    private void types(FixedLayout layout) {
        FixedLayout.Type type = layout.type();
        FixedLayout.Count count = layout.count();
        require(count == null || (type != null && type.trailer() != null), "count", "needs record-type.trailer");
        require(count == null || count.end() <= layout.length(), "count", "ends behind the length");
        if (type != null) {
            require(type.end() <= layout.length(), "record-type", "ends behind the length");
            Set<String> codes = new HashSet<>();
            for (List<String> each :
                    List.of(type.detail(), type.ignore(), listOf(type.header()), listOf(type.trailer()))) {
                each.forEach(code -> require(codes.add(code.strip()), "record-type", "one code stands for two things"));
            }
        }
    }

    private static List<String> listOf(@Nullable String code) {
        return code == null ? List.of() : List.of(code);
    }

    private void require(boolean fulfilled, String key, String reason) {
        if (!fulfilled) {
            throw new SettingsFault(file, 0, "format." + key, reason);
        }
    }
}
