package org.nansen.gateway.normalize;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** The record elements of an XML document, each with the line on which it begins. */
final class XmlUnits implements UnitReader {

    private final SourceFormat format;
    private final XmlFormat xml;
    private final InputStream in;
    private final @Nullable XmlCopy copy;
    private final XmlShape shape;
    private final XmlJoins joins;
    private final @Nullable XmlHeld held;
    private final List<String> open = new ArrayList<>();
    private @Nullable MarkupGuard guard;
    private @Nullable XmlEvents events;
    private @Nullable XmlTrees trees;
    private boolean finished;
    private boolean found;
    private int column;

    /** @param copy takes each record down as XML, for a mapping that reads XML; may be null */
    XmlUnits(SourceFormat format, XmlFormat xml, InputStream in, @Nullable XmlCopy copy) {
        this.format = format;
        this.xml = xml;
        this.in = in;
        this.copy = copy;
        this.shape = XmlShape.ofRecord(xml);
        this.joins = new XmlJoins(xml);
        this.held = joins.acrossTheFile().isEmpty() ? null : new XmlHeld(joins);
    }

    @Override
    public @Nullable RawUnit next() throws IOException {
        if (held != null && held.emits()) {
            RawUnit unit = held.next();
            column = held.column();
            return unit;
        }
        if (finished) {
            return null;
        }
        try {
            RawUnit unit = read();
            finished = unit == null || unit instanceof RawUnit.End;
            return unit;
        } catch (BadXml bad) {
            finished = true;
            return end(bad);
        }
    }

    /** Where the element begins, or the fault is; fields may stand on other lines than their record. */
    @Override
    public int columnOf(@Nullable String field) {
        return column;
    }

    private RawUnit end(BadXml bad) {
        column = 1;
        if (guard != null && guard.blank() && bad.code() == FaultCode.NG_140_XML) {
            return new RawUnit.End(1, Problem.of(null, FaultCode.NG_110_EMPTY));
        }
        if (events == null) {
            return bad.at(1, column);
        }
        column = events.place().getCurrentLocation().getColumnNumber();
        return bad.at(events.place().getCurrentLocation().getLineNumber(), column);
    }

    private @Nullable RawUnit read() throws IOException {
        XmlEvents from = events == null ? events = open() : events;
        XmlTrees records = trees == null ? trees = new XmlTrees(from, copy) : trees;
        while (true) {
            switch (from.next()) {
                case START -> {
                    open.add(from.name());
                    if (matches(xml.record())) {
                        found = true;
                        XmlTrees.Read read =
                                records.read("", shape, held == null ? new SourceObject.Trail() : held.trail());
                        leave();
                        column = read.column();
                        RawUnit unit = held == null ? unit(read) : held.record(read, malformed(read));
                        if (unit != null) {
                            return unit;
                        }
                    } else {
                        RawUnit wrong = row(from);
                        if (wrong != null) {
                            return wrong;
                        }
                    }
                }
                case END -> leave();
                case DOCUMENT_END -> {
                    if (!found) {
                        return new RawUnit.End(1, Problem.of(null, FaultCode.NG_143_NO_RECORD));
                    }
                    if (held == null) {
                        return null;
                    }
                    held.complete();
                    return next();
                }
                default -> {}
            }
        }
    }

    private @Nullable RawUnit row(XmlEvents from) throws IOException {
        for (XmlFormat.Join join : joins.acrossTheFile()) {
            if (held != null && matches(join.rows())) {
                XmlTrees.Read read = new XmlTrees(from, null).read(join.name(), rowShape(join), held.trail());
                leave();
                return held.row(join, read);
            }
        }
        return null;
    }

    /** Rows outside the records are described by their path from the record that they are put into: their own name. */
    private XmlShape rowShape(XmlFormat.Join join) {
        return shape.of(join.name());
    }

    private void leave() {
        open.remove(open.size() - 1);
    }

    private boolean matches(String path) {
        if (path.indexOf('/') < 0) {
            return open.get(open.size() - 1).equals(path);
        }
        return String.join("/", open).equals(path);
    }

    private RawUnit unit(XmlTrees.Read read) {
        RawUnit malformed = malformed(read);
        if (malformed != null) {
            return malformed;
        }
        return copy == null
                ? unit(read, JsonTrees.content(read.root()), joins, new ArrayList<>())
                : new RawUnit.Fields(read.line(), copy.content(), read.root(), read.trail(), read.dropped());
    }

    private static @Nullable RawUnit malformed(XmlTrees.Read read) {
        if (read.tooLarge()) {
            return new RawUnit.Malformed(
                    read.line(), new byte[0], List.of(Problem.of(null, FaultCode.NG_117_RECORD_TOO_LARGE)));
        }
        return read.problems().isEmpty()
                ? null
                : new RawUnit.Malformed(read.line(), JsonTrees.content(read.root()), read.problems());
    }

    /** @param content taken before rows are joined in the record: the same fields are the same bytes */
    static RawUnit unit(XmlTrees.Read read, byte[] content, XmlJoins joins, List<Problem> problems) {
        if (problems.isEmpty()) {
            joins.inside(read.root(), problems);
        }
        return problems.isEmpty()
                ? new RawUnit.Fields(read.line(), content, read.root(), read.trail(), read.dropped())
                : new RawUnit.Malformed(read.line(), content, List.copyOf(problems));
    }

    private XmlEvents open() throws IOException {
        PushbackInputStream whole = new PushbackInputStream(in, XmlEncoding.HEAD);
        byte[] head = whole.readNBytes(XmlEncoding.HEAD);
        whole.unread(head);
        Charset charset = XmlEncoding.of(head, xml.charsetWins() ? Charset.forName(format.charset()) : null);
        StrictReader strict = new StrictReader(whole, charset, Integer.MAX_VALUE, false);
        MarkupGuard watched = guard = new MarkupGuard(strict);
        return new XmlEvents(watched, new XmlNames(xml.namespaces()));
    }
}
