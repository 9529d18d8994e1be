package org.nansen.gateway.normalize;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** Which elements an unknown XML document has, how often, and what stands in them; no text of it is remembered. */
final class XmlSighting {

    /** Different paths; a document of more is hardly a list of records. */
    private static final int MOST_PARTS = 10_000;

    private final Charset charset;
    private final NeverKept neverKept = new NeverKept();
    private @Nullable XmlPath root;
    private int parts;

    private XmlSighting(Charset charset) {
        this.charset = charset;
    }

    /** An element that is open, and what stood in it so far. */
    private static final class Open {
        final XmlPath part;
        final Map<XmlPath, Integer> inside = new HashMap<>();
        boolean text;

        Open(XmlPath part) {
            this.part = part;
        }
    }

    /** Whether the first character that is not blank opens a tag, in whatever character set. */
    static boolean beginsLikeXml(byte[] bytes) {
        for (int at = 0; at < Math.min(bytes.length, 4_096); at++) {
            int one = bytes[at] & 0xFF;
            boolean aside = one <= ' ' || (at < 4 && (one == 0xEF || one == 0xBB || one == 0xBF || one >= 0xFE));
            if (!aside) {
                return one == '<';
            }
        }
        return false;
    }

    /** @throws UnusableSample when it is broken, and not only cut off */
    static XmlSighting of(RawSample raw) throws UnusableSample {
        XmlEvents in = null;
        XmlSighting sighting = null;
        try {
            sighting = new XmlSighting(
                    XmlEncoding.of(Arrays.copyOf(raw.bytes(), Math.min(raw.bytes().length, XmlEncoding.HEAD)), null));
            in = new XmlEvents(
                    new MarkupGuard(new StrictReader(
                            new ByteArrayInputStream(raw.bytes()), sighting.charset, Integer.MAX_VALUE, false)),
                    new XmlNames(Map.of()));
            sighting.read(in);
            return sighting;
        } catch (BadXml bad) {
            // Of a file that is cut off, the last character may be cut in two.
            boolean cutOff = !raw.whole()
                    && (bad.code() == FaultCode.NG_140_XML || bad.code() == FaultCode.NG_113_ENCODING)
                    && sighting != null
                    && in != null;
            if (cutOff) {
                return sighting;
            }
            throw UnusableSample.of((in == null
                            ? bad.at(1, 1)
                            : bad.at(
                                    in.place().getCurrentLocation().getLineNumber(),
                                    in.place().getCurrentLocation().getColumnNumber()))
                    .problem());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    Charset charset() {
        return charset;
    }

    /** The namespace of the outermost element, or empty. */
    String namespace() {
        return root == null ? "" : root.namespace();
    }

    private void read(XmlEvents in) throws IOException {
        Deque<Open> open = new ArrayDeque<>();
        try {
            StringBuilder piece = new StringBuilder();
            while (true) {
                switch (in.next()) {
                    case START -> {
                        if (neverKept.drops(in.localName()) && !open.isEmpty()) {
                            in.skip();
                        } else {
                            open.push(start(in, open.peek()));
                        }
                    }
                    case TEXT -> {
                        piece.setLength(0);
                        // Whether there is anything but blanks is all that is to be known.
                        in.appendText(piece, 4_096);
                        if (!open.isEmpty()) {
                            open.peek().text |= !piece.toString().isBlank();
                        }
                    }
                    case END -> end(open.pop());
                    default -> {
                        return;
                    }
                }
            }
        } finally {
            open.forEach(XmlSighting::end);
        }
    }

    private Open start(XmlEvents in, @Nullable Open around) throws BadXml {
        String name = in.name();
        XmlPath above = around == null ? null : around.part;
        XmlPath path = above == null ? root : above.below(name);
        if (path == null) {
            if (++parts > MOST_PARTS) {
                throw new BadXml(FaultCode.NG_142_XML_LIMIT, "There are more than " + MOST_PARTS + " different paths.");
            }
            path = above == null ? root = new XmlPath(null, name) : above.add(name);
        }
        int timesInOne = around == null ? 0 : around.inside.merge(path, 1, Integer::sum);
        path.stood(String.valueOf(in.qualifiedName().getNamespaceURI()), timesInOne);
        for (int at = 0; at < in.attributes(); at++) {
            if (!in.isAboutForm(at) && !neverKept.drops(in.attributeLocalName(at))) {
                path.hasAttribute(in.attributeName(at));
            }
        }
        return new Open(path);
    }

    private static void end(Open closed) {
        closed.part.ended(closed.text, !closed.inside.isEmpty());
    }

    /**
     * Returns the element that is most likely a record: among those that repeat, the one that tells most of people, and of
     * equal ones the outermost. Where what repeats tells little of what there is, the sample is one record.
     */
    @Nullable
    XmlPath record() {
        XmlPath single = single();
        if (single == null) {
            return null;
        }
        XmlPath best = repeated().stream()
                .max(Comparator.comparingInt((XmlPath part) -> part.telling(neverKept))
                        .thenComparingInt(part -> -part.depth())
                        .thenComparingInt(XmlPath::times))
                .orElse(single);
        int told = single.telling(neverKept);
        return told > 0 && best.telling(neverKept) * 2 <= told ? single : best;
    }

    /** Other elements that repeat where a record could stand: not in it. */
    List<String> others(XmlPath record) {
        return repeated().stream()
                .map(XmlPath::path)
                .filter(path -> !path.equals(record.path()) && !path.startsWith(record.path() + "/"))
                .limit(5)
                .toList();
    }

    List<XmlPath> repeated() {
        List<XmlPath> all = new ArrayList<>();
        if (root != null) {
            root.all(all);
        }
        return all.stream()
                .filter(part -> part.mostInOne() > 1
                        && part.holdsFields()
                        && part.path().length() <= XmlPath.LONGEST)
                .toList();
    }

    /** Path of the element around records that has fields of its own, so that it could be the record; a list has none. */
    Optional<String> around(XmlPath record) {
        XmlPath above = record.above();
        return above == null || record.mostInOne() < 2
                ? Optional.empty()
                : Optional.of(above)
                        .filter(part -> part.above() != null || part.hasFieldsOfItsOwn())
                        .map(XmlPath::path);
    }

    /** The element that holds nearly all there is, without the shells around it. */
    private @Nullable XmlPath single() {
        XmlPath part = root;
        XmlPath core = root;
        while (core != null) {
            part = core;
            int all = part.size() - 1;
            core = part.inside().stream()
                    .filter(child -> child.times() == 1
                            && child.holdsFields()
                            && child.path().length() <= XmlPath.LONGEST
                            && child.size() * 10 >= all * 8)
                    .findFirst()
                    .orElse(null);
        }
        return part;
    }

    @Override
    public String toString() {
        return "XmlSighting[parts=" + parts + "]";
    }
}
