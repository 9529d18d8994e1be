package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which few records of many show most of what there is to be mapped. */
final class SampleShapes {

    private SampleShapes() {}

    /** Returns those that show most that the ones before do not; of lists, the elements that hold most. */
    static List<JsonNode> fullest(List<JsonNode> records, int most, int mostInList) {
        List<Shape> left = new ArrayList<>();
        records.forEach(record -> left.add(Shape.of(cut(record, mostInList))));
        Set<String> shown = new HashSet<>();
        List<JsonNode> chosen = new ArrayList<>();
        while (chosen.size() < most && !left.isEmpty()) {
            Shape best = left.get(0);
            int bestNew = best.beside(shown);
            for (Shape shape : left) {
                int news = shape.beside(shown);
                if (news > bestNew
                        || (news == bestNew
                                && shape.filled().size() > best.filled().size())) {
                    best = shape;
                    bestNew = news;
                }
            }
            left.remove(best);
            shown.addAll(best.filled());
            chosen.add(best.record());
        }
        return chosen;
    }

    /** @param filled the way to everything in it that holds something, elements of lists counted */
    private record Shape(JsonNode record, Set<String> filled) {

        static Shape of(JsonNode record) {
            Set<String> filled = new HashSet<>();
            gather(record, "", filled);
            return new Shape(record, filled);
        }

        int beside(Set<String> shown) {
            return (int) filled.stream().filter(way -> !shown.contains(way)).count();
        }

        private static void gather(JsonNode node, String way, Set<String> filled) {
            if (node.isObject()) {
                node.properties().forEach(field -> gather(field.getValue(), way + "." + field.getKey(), filled));
            } else if (node.isArray()) {
                for (int at = 0; at < node.size(); at++) {
                    gather(node.get(at), way + "[" + at + "]", filled);
                }
            } else if (!node.isNull() && !node.asText().isBlank()) {
                filled.add(way);
            }
        }

        @Override
        public String toString() {
            return "Shape[filled=" + filled.size() + "]";
        }
    }

    private static JsonNode cut(JsonNode node, int mostInList) {
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> object.set(field.getKey(), cut(field.getValue(), mostInList)));
            return object;
        }
        if (!node.isArray()) {
            return node;
        }
        List<JsonNode> elements = new ArrayList<>();
        node.forEach(element -> elements.add(cut(element, mostInList)));
        elements.sort(Comparator.comparingInt(
                        (JsonNode element) -> Shape.of(element).filled().size())
                .reversed());
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        elements.stream().limit(mostInList).forEach(array::add);
        return array;
    }
}
