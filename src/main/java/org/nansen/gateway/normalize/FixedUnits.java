package org.nansen.gateway.normalize;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** Records whose fields stand at fixed places, with a header before and a trailer behind them where the layout has such. */
final class FixedUnits implements UnitReader {

    private final FixedLayout layout;
    private final FixedLines lines;
    private final FixedFields fields;
    private long read;
    private long details;
    private boolean headerSeen;
    private boolean trailerSeen;
    private int wrongAt;
    private @Nullable String detail;

    private FixedUnits(FixedLayout layout, FixedLines lines, FixedFields fields) {
        this.layout = layout;
        this.lines = lines;
        this.fields = fields;
    }

    static FixedUnits of(SourceFormat format, Opening opening) throws IOException {
        FixedLayout layout = Objects.requireNonNull(format.dialect().fixed());
        Encoding encoding = opening.encoding();
        // Counted in bytes, each byte is a place of its own until its field is decoded.
        StrictReader text = layout.bytes() ? encoding.octets() : encoding.text(Integer.MAX_VALUE, true);
        FixedFields fields = new FixedFields(format, layout, layout.bytes() ? encoding.charset() : null);
        return new FixedUnits(layout, FixedLines.of(layout, text), fields);
    }

    /** Where the field begins in its line, or the line is at fault, counted as the layout counts. */
    @Override
    public int columnOf(@Nullable String field) {
        if (field == null) {
            return detail == null ? wrongAt : fields.wrongAt(detail);
        }
        return layout.fields().stream()
                .filter(each -> each.name().equals(field))
                .mapToInt(FixedLayout.Field::start)
                .findFirst()
                .orElse(0);
    }

    @Override
    public @Nullable RawUnit next() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (FixedLines.isBlank(line)) {
                continue;
            }
            read++;
            wrongAt = 0;
            detail = null;
            if (!layout.lines() && isOutOfStep(line)) {
                return end(
                        FaultCode.NG_150_LINE_LENGTH,
                        "A line end or an unreadable byte stands within a record, so nothing behind it is sure.");
            }
            if (trailerSeen) {
                return end(FaultCode.NG_152_TRAILER, "There are lines after the trailer.");
            }
            Part part = part(line);
            if (headerIsMissing(part)) {
                return end(FaultCode.NG_151_RECORD_TYPE, "The first line is not the header that is declared.");
            }
            RawUnit unit =
                    switch (part) {
                        case HEADER -> header();
                        case TRAILER -> trailer(line);
                        case IGNORED -> null;
                        case DETAIL -> detail(line);
                        case UNKNOWN -> unknown(line);
                    };
            if (unit != null) {
                return unit;
            }
        }
        return atEnd();
    }

    /** Without line ends, whatever is one place more or less moves everything behind it. */
    private static boolean isOutOfStep(String line) {
        return line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0 || line.indexOf(StrictReader.MALFORMED) >= 0;
    }

    private enum Part {
        HEADER,
        DETAIL,
        IGNORED,
        TRAILER,
        UNKNOWN
    }

    private Part part(String line) {
        FixedLayout.Type type = layout.type();
        if (type == null) {
            return Part.DETAIL;
        }
        String code = fields.text(line, type.start(), type.length()).strip();
        if (code.equals(type.header())) {
            return Part.HEADER;
        }
        if (code.equals(type.trailer())) {
            return Part.TRAILER;
        }
        if (type.detail().contains(code)) {
            return Part.DETAIL;
        }
        return type.ignore().contains(code) ? Part.IGNORED : Part.UNKNOWN;
    }

    private boolean headerIsMissing(Part part) {
        return read == 1
                && part != Part.HEADER
                && layout.type() != null
                && layout.type().header() != null;
    }

    private @Nullable RawUnit header() {
        if (headerSeen) {
            return end(FaultCode.NG_151_RECORD_TYPE, "There is a second header; send one file in each.");
        }
        headerSeen = true;
        return read == 1 ? null : end(FaultCode.NG_151_RECORD_TYPE, "The header does not stand at the beginning.");
    }

    private RawUnit detail(String line) {
        details++;
        detail = line;
        return fields.unit(line, lines.number());
    }

    private RawUnit unknown(String line) {
        // Undecodable bytes may be what makes the type unknown: then that is the reason to tell.
        FaultCode code =
                line.indexOf(StrictReader.MALFORMED) >= 0 ? FaultCode.NG_113_ENCODING : FaultCode.NG_151_RECORD_TYPE;
        FixedLayout.Type type = Objects.requireNonNull(layout.type());
        wrongAt = type.start();
        return new RawUnit.Malformed(
                lines.number(),
                new byte[0],
                List.of(new Problem(null, code, code.hint() + " In column " + type.start() + ".")));
    }

    private @Nullable RawUnit trailer(String line) {
        trailerSeen = true;
        FixedLayout.Count count = layout.count();
        if (count == null) {
            return null;
        }
        String told = fields.text(line, count.start(), count.length()).strip();
        wrongAt = count.start();
        if (!told.matches("[0-9]{1,18}")) {
            return end(FaultCode.NG_152_TRAILER, "The trailer holds no number in column " + count.start() + ".");
        }
        long counted = count.allLines() ? read : details;
        return Long.parseLong(told) == counted
                ? null
                : end(
                        FaultCode.NG_152_TRAILER,
                        "The trailer counts " + Long.parseLong(told) + ", but " + counted
                                + (count.allLines() ? " lines" : " records") + " were read.");
    }

    private @Nullable RawUnit atEnd() {
        FixedLayout.Type type = layout.type();
        wrongAt = 0;
        detail = null;
        if (read == 0) {
            return end(FaultCode.NG_110_EMPTY, FaultCode.NG_110_EMPTY.hint());
        }
        if (type != null && type.trailer() != null && !trailerSeen) {
            return end(FaultCode.NG_152_TRAILER, "The trailer is missing; the file may be cut off.");
        }
        return headerSeen && read == (trailerSeen ? 2 : 1)
                ? end(FaultCode.NG_111_HEADER_ONLY, FaultCode.NG_111_HEADER_ONLY.hint())
                : null;
    }

    private RawUnit end(FaultCode code, String hint) {
        return new RawUnit.End(Math.max(1, lines.number()), new Problem(null, code, hint));
    }
}
