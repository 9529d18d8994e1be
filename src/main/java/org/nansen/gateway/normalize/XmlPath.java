package org.nansen.gateway.normalize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All elements of an unknown XML document that have one path. */
final class XmlPath {

    /** As the schema of the settings has it. */
    static final int LONGEST = 400;

    private final @Nullable XmlPath above;
    private final String name;
    private final Map<String, XmlPath> inside = new LinkedHashMap<>();
    private final Set<String> attributes = new LinkedHashSet<>();
    private final Set<String> namespaces = new LinkedHashSet<>();
    private int times;
    private int mostInOne;
    private boolean text;
    private boolean mixed;
    private @Nullable Set<Meaning> meanings;

    /** @param above the path that it stands in, or null for the outermost element */
    XmlPath(@Nullable XmlPath above, String name) {
        this.above = above;
        this.name = name;
    }

    /**
     * Notes one more element.
     *
     * @param timesInOne how many of the element around it there are with it; 0 for the outermost
     */
    void stood(String namespace, int timesInOne) {
        times++;
        mostInOne = Math.max(mostInOne, timesInOne);
        namespaces.add(namespace);
    }

    void hasAttribute(String attribute) {
        attributes.add(attribute);
    }

    /** Notes that one of the elements is over. */
    void ended(boolean hasText, boolean hasElements) {
        text |= hasText;
        mixed |= hasText && hasElements;
    }

    @Nullable
    XmlPath below(String child) {
        return inside.get(child);
    }

    XmlPath add(String child) {
        XmlPath path = new XmlPath(this, child);
        inside.put(child, path);
        return path;
    }

    Collection<XmlPath> inside() {
        return inside.values();
    }

    /** Namespace of the first element. */
    String namespace() {
        return namespaces.iterator().next();
    }

    boolean hasFieldsOfItsOwn() {
        return !attributes.isEmpty() || inside.values().stream().anyMatch(child -> !child.holdsFields());
    }

    String name() {
        return name;
    }

    String path() {
        return above == null ? name : above.path() + "/" + name;
    }

    @Nullable
    XmlPath above() {
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

    boolean holdsFields() {
        return !(inside.isEmpty() && attributes.isEmpty());
    }

    /** Returns the paths, from this element on, of those in it for which something holds. */
    List<String> paths(Predicate<XmlPath> what) {
        List<String> paths = new ArrayList<>();
        inside.values().forEach(part -> part.paths("", what, paths));
        return paths;
    }

    private void paths(String before, Predicate<XmlPath> what, List<String> paths) {
        String path = before + name;
        if (path.length() <= LONGEST && what.test(this)) {
            paths.add(path);
        }
        inside.values().forEach(part -> part.paths(path + "/", what, paths));
    }

    void all(List<XmlPath> found) {
        found.add(this);
        inside.values().forEach(part -> part.all(found));
    }

    int telling(NeverKept neverKept) {
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

    int size() {
        int size = 1 + attributes.size();
        for (XmlPath part : inside.values()) {
            size += part.size();
        }
        return size;
    }

    int depth() {
        return above == null ? 0 : above.depth() + 1;
    }

    @Override
    public String toString() {
        return "XmlPath[times=" + times + "]";
    }
}
