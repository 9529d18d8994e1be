package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of a source record that remembers which of its elements a mapping read: of an object at least one field, anything
 * else when it was handed out. {@code .person[0]} where a loop is meant loses people, and nothing else says so. For whoever
 * proves a mapping; in the daily work lists are plain ones.
 */
final class WatchedList extends ArrayNode {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final transient BitSet handedOut = new BitSet();

    private WatchedList(String path, List<JsonNode> elements) {
        super(JsonNodeFactory.instance, elements);
        this.path = path;
    }

    /** Puts watched lists in the place of all lists in the record and returns them. */
    static List<WatchedList> within(SourceObject source) {
        List<WatchedList> lists = new ArrayList<>();
        watch(source, "", lists);
        return lists;
    }

    private static void watch(JsonNode node, String path, List<WatchedList> lists) {
        if (node.isObject()) {
            for (var field : node.properties()) {
                String at = node instanceof SourceObject source ? source.pathOf(field.getKey()) : path;
                if (field.getValue() instanceof ArrayNode list && !(list instanceof WatchedList)) {
                    field.setValue(watched(list, at, lists));
                } else {
                    watch(field.getValue(), at, lists);
                }
            }
        }
    }

    private static WatchedList watched(ArrayNode list, String path, List<WatchedList> lists) {
        List<JsonNode> elements = new ArrayList<>(list.size());
        for (JsonNode element : list) {
            if (element instanceof ArrayNode inner) {
                elements.add(watched(inner, path + "[]", lists));
            } else {
                watch(element, path + "[]", lists);
                elements.add(element);
            }
        }
        WatchedList watched = new WatchedList(path, elements);
        lists.add(watched);
        return watched;
    }

    String path() {
        return path;
    }

    /** Elements that hold something. */
    int stand() {
        int stand = 0;
        for (int at = 0; at < size(); at++) {
            stand += super.get(at).isNull() ? 0 : 1;
        }
        return stand;
    }

    /** Those of them that were read. */
    int read() {
        int read = 0;
        for (int at = 0; at < size(); at++) {
            JsonNode element = super.get(at);
            boolean isRead = element instanceof SourceObject object ? object.isAsked() : handedOut.get(at);
            read += isRead && !element.isNull() ? 1 : 0;
        }
        return read;
    }

    /** Returns an element without anybody having read it. */
    JsonNode peek(int at) {
        return super.get(at);
    }

    @Override
    public @Nullable JsonNode get(int at) {
        if (at >= 0) {
            handedOut.set(at);
        }
        return super.get(at);
    }

    /** Whoever goes through a list goes through the whole of it, even if it ends early with what it looked for. */
    @Override
    public Iterator<JsonNode> elements() {
        handedOut.set(0, size());
        return super.elements();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
