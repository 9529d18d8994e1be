package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source record, or an object within one, that remembers which of its fields was asked for last: by it a fault can
 * name the source's field although a mapping function only sees values.
 */
class SourceObject extends ObjectNode {

    private static final long serialVersionUID = 1L;

    private final transient Trail trail;
    private final String path;

    /** Whether anything in it was asked for while somebody wanted to know. */
    private transient boolean asked;

    SourceObject(Trail trail, String path) {
        super(JsonNodeFactory.instance);
        this.trail = trail;
        this.path = path;
    }

    @Override
    public @Nullable JsonNode get(String name) {
        trail.owner = this;
        trail.name = name;
        if (trail.observation != null) {
            asked = true;
            trail.observation.read(pathOf(name));
        }
        return super.get(name);
    }

    /** How JSLT walks through an object as a whole: every field of it is read then. */
    @Override
    public Iterator<Map.Entry<String, JsonNode>> fields() {
        if (trail.observation != null) {
            asked = true;
            for (var field : properties()) {
                trail.observation.read(pathOf(field.getKey()));
            }
        }
        return super.fields();
    }

    @Nullable
    JsonNode peek(String name) {
        return super.get(name);
    }

    boolean isAsked() {
        return asked;
    }

    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    /** What was read last in one source record. */
    static final class Trail {
        @Nullable
        SourceObject owner;

        @Nullable
        String name;

        /** Who wants to know what is read; nobody in the daily work. */
        @Nullable
        Observation observation;

        @Nullable
        String lastPath() {
            return owner == null || name == null ? null : owner.pathOf(name);
        }

        @Nullable
        JsonNode lastValue() {
            return owner == null || name == null ? null : owner.peek(name);
        }
    }
}
