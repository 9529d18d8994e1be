package org.nansen.gateway.intake;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.Dialect;
import org.nansen.gateway.normalize.FixedLayout;
import org.nansen.gateway.normalize.SourceFormat;

/** Turns the part {@code format} of a profile into what the readers go by. Its schema has been fulfilled. */
final class Dialects {

    private static final String NONE = "none";
    private static final String NUMBER = "number";

    private Dialects() {}

    static Dialect of(SystemProfile.Format format) {
        Dialect.Cells cells = new Dialect.Cells(
                format.quote() == null ? Dialect.Cells.RFC_4180.quote() : character(format.quote()),
                character(format.escape()),
                character(format.comment()),
                Objects.requireNonNullElse(format.skipLines(), 0),
                Boolean.TRUE.equals(format.trim()),
                NUMBER.equals(format.repeatedColumns()),
                NUMBER.equals(format.unnamedColumns()));
        return new Dialect(
                cells,
                format.kind() == SourceFormat.Kind.FIXED ? layout(format) : null,
                new Dialect.Sheet(format.sheet(), Objects.requireNonNullElse(format.headerRow(), 1)),
                format.records() == null
                        ? List.of()
                        : List.of(format.records().substring(1).split("/")),
                true,
                format.otherwise());
    }

    static char delimiter(SystemProfile.Format format) {
        if (format.delimiter() == null) {
            return ',';
        }
        return format.delimiter().equals("tab") ? '\t' : format.delimiter().charAt(0);
    }

    private static FixedLayout layout(SystemProfile.Format format) {
        List<FixedLayout.Field> fields = Objects.requireNonNull(format.fields()).stream()
                .map(Dialects::field)
                .toList();
        int end = fields.stream()
                .mapToInt(field -> field.start() - 1 + field.length())
                .max()
                .orElse(0);
        return new FixedLayout(
                fields,
                Objects.requireNonNullElse(format.length(), end),
                "bytes".equals(format.unit()),
                !Boolean.FALSE.equals(format.lineEnds()),
                type(format.recordType()),
                count(format.count()));
    }

    private static FixedLayout.Field field(SystemProfile.FixedField field) {
        return new FixedLayout.Field(
                field.name(),
                field.start(),
                field.length(),
                Objects.requireNonNullElse(field.trim(), FixedLayout.Trim.BOTH),
                field.pad() == null ? ' ' : field.pad().charAt(0));
    }

    private static FixedLayout.@Nullable Type type(SystemProfile.@Nullable RecordType type) {
        return type == null
                ? null
                : new FixedLayout.Type(
                        type.start(),
                        type.length(),
                        type.header(),
                        type.detail(),
                        type.ignore() == null ? List.of() : type.ignore(),
                        type.trailer());
    }

    private static FixedLayout.@Nullable Count count(SystemProfile.@Nullable Count count) {
        return count == null ? null : new FixedLayout.Count(count.start(), count.length(), "lines".equals(count.of()));
    }

    private static @Nullable Character character(@Nullable String text) {
        return text == null || text.equals(NONE) ? null : text.charAt(0);
    }
}
