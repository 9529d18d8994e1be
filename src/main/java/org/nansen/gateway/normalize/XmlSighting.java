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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** Which elements an unknown XML document has, how often, and what stands in them; no text of it is remembered. */
final class XmlSighting {

    /** Different paths; a document of more is hardly a list of records. */
    private static final int MOST_PARTS = 10_000;

    /** As the schema of the settings has it. */
    private static final int LONGEST_PATH = 400;

    private final Charset charset;
    private final NeverKept neverKept = new NeverKept();
    private @Nullable Part root;
    private int parts;

    private XmlSighting(Charset charset) {
        this.charset = charset;
    }

    /** All elements with one path. */
    static final class Part {
        private final @Nullable Part above;
        private final String name;
        private final Map<String, Part> inside = new LinkedHashMap<>();
        private final Set<String> attributes = new LinkedHashSet<>();
        private final Set<String> namespaces = new LinkedHashSet<>();
        private int times;
        private int mostInOne;
        private boolean text;
        private boolean mixed;
        private @Nullable Set<Meaning> meanings;

        private Part(@Nullable Part above, String name) {
            this.above = above;
            this.name = name;
        }

        String name() {
            return name;
        }

        String path() {
            return above == null ? name : above.path() + "/" + name;
        }

        @Nullable
        Part above() {
            return above;
        }

        int times() {
            return times;
        }

        /** How many stood in one element, at most. */
        int mostInOne() {
            return mostInOne;
        }

        int namespaces() {
            return namespaces.size();
        }

        boolean isTextBesideOthers() {
            return text && !(inside.isEmpty() && attributes.isEmpty());
        }

        boolean isMixed() {
            return mixed;
        }

        private boolean holdsFields() {
            return !(inside.isEmpty() && attributes.isEmpty());
        }

        /** Returns the paths, from this element on, of those in it for which something holds. */
        List<String> paths(Predicate<Part> what) {
            List<String> paths = new ArrayList<>();
            inside.values().forEach(part -> part.paths("", what, paths));
            return paths;
        }

        private void paths(String before, Predicate<Part> what, List<String> paths) {
            String path = before + name;
            if (path.length() <= LONGEST_PATH && what.test(this)) {
                paths.add(path);
            }
            inside.values().forEach(part -> part.paths(path + "/", what, paths));
        }

        private void all(List<Part> found) {
            found.add(this);
            inside.values().forEach(part -> part.all(found));
        }

        private int telling(NeverKept neverKept) {
            return Meaning.ofPeople(meanings(neverKept)).size();
        }

        /** What fields in it may hold; remembered, for it is asked of everything around it again. */
        private Set<Meaning> meanings(NeverKept neverKept) {
            if (meanings == null) {
                Set<Meaning> found = EnumSet.noneOf(Meaning.class);
                if (inside.isEmpty()) {
                    found.add(Meaning.of(name, neverKept));
                }
                attributes.forEach(attribute -> found.add(Meaning.of(attribute, neverKept)));
                inside.values().forEach(part -> found.addAll(part.meanings(neverKept)));
                meanings = found;
            }
            return meanings;
        }

        private int size() {
            int size = 1 + attributes.size();
            for (Part part : inside.values()) {
                size += part.size();
            }
            return size;
        }

        private int depth() {
            return above == null ? 0 : above.depth() + 1;
        }

        @Override
        public String toString() {
            return "Part[times=" + times + "]";
        }
    }

    /** An element that is open, and what stood in it so far. */
    private static final class Open {
        final Part part;
        final Map<Part, Integer> inside = new HashMap<>();
        boolean text;

        Open(Part part) {
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
        return root == null ? "" : root.namespaces.iterator().next();
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
        Part above = around == null ? null : around.part;
        Part part = above == null ? root : above.inside.get(name);
        if (part == null) {
            if (++parts > MOST_PARTS) {
                throw new BadXml(FaultCode.NG_142_XML_LIMIT, "There are more than " + MOST_PARTS + " different paths.");
            }
            part = new Part(above, name);
            if (above == null) {
                root = part;
            } else {
                above.inside.put(name, part);
            }
        }
        part.times++;
        if (around != null) {
            int times = around.inside.merge(part, 1, Integer::sum);
            part.mostInOne = Math.max(part.mostInOne, times);
        }
        part.namespaces.add(in.qualifiedName().getNamespaceURI());
        for (int at = 0; at < in.attributes(); at++) {
            if (!in.isAboutForm(at) && !neverKept.drops(in.attributeLocalName(at))) {
                part.attributes.add(in.attributeName(at));
            }
        }
        return new Open(part);
    }

    private static void end(Open closed) {
        closed.part.text |= closed.text;
        closed.part.mixed |= closed.text && !closed.inside.isEmpty();
    }

    /**
     * Returns the element that is most likely a record: among those that repeat, the one that tells most of people, and of
     * equal ones the outermost. Where what repeats tells little of what there is, the sample is one record.
     */
    @Nullable
    Part record() {
        Part single = single();
        if (single == null) {
            return null;
        }
        Part best = repeated().stream()
                .max(Comparator.comparingInt((Part part) -> part.telling(neverKept))
                        .thenComparingInt(part -> -part.depth())
                        .thenComparingInt(Part::times))
                .orElse(single);
        int told = single.telling(neverKept);
        return told > 0 && best.telling(neverKept) * 2 <= told ? single : best;
    }

    /** Other elements that repeat where a record could stand: not in it. */
    List<String> others(Part record) {
        return repeated().stream()
                .map(Part::path)
                .filter(path -> !path.equals(record.path()) && !path.startsWith(record.path() + "/"))
                .limit(5)
                .toList();
    }

    List<Part> repeated() {
        List<Part> all = new ArrayList<>();
        if (root != null) {
            root.all(all);
        }
        return all.stream()
                .filter(part ->
                        part.mostInOne > 1 && part.holdsFields() && part.path().length() <= LONGEST_PATH)
                .toList();
    }

    /** Path of the element around records that has fields of its own, so that it could be the record; a list has none. */
    Optional<String> around(Part record) {
        Part above = record.above;
        return above == null || record.mostInOne < 2
                ? Optional.empty()
                : Optional.of(above)
                        .filter(part -> part.above != null
                                || !part.attributes.isEmpty()
                                || part.inside.values().stream().anyMatch(child -> !child.holdsFields()))
                        .map(Part::path);
    }

    /** The element that holds nearly all there is, without the shells around it. */
    private @Nullable Part single() {
        Part part = root;
        Part core = root;
        while (core != null) {
            part = core;
            int all = part.size() - 1;
            core = part.inside.values().stream()
                    .filter(child -> child.times == 1
                            && child.holdsFields()
                            && child.path().length() <= LONGEST_PATH
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
