package org.nansen.gateway.normalize;

import java.util.HashMap;
import java.util.Map;

/** What the settings say about the form of an element, and of those in it. */
final class XmlShape {

    private static final XmlShape UNNAMED = new XmlShape();

    private final Map<String, XmlShape> inside = new HashMap<>();
    private boolean repeated;
    private boolean object;

    private XmlShape() {}

    /** Returns the shape of the record's element. Rows that are joined are always arrays. */
    static XmlShape ofRecord(XmlFormat format) {
        XmlShape record = new XmlShape();
        format.repeated().forEach(path -> record.at(path).repeated = true);
        format.objects().forEach(path -> record.at(path).object = true);
        for (XmlFormat.Join join : format.joins()) {
            if (join.to() != null) {
                record.at(join.rows()).repeated = true;
                record.at(join.to()).repeated = true;
            }
        }
        return record;
    }

    /** Returns the shape of something about whose inside the settings say nothing. */
    static XmlShape unnamed() {
        return UNNAMED;
    }

    private XmlShape at(String path) {
        XmlShape shape = this;
        for (String step : path.split("/")) {
            shape = shape.inside.computeIfAbsent(step, any -> new XmlShape());
        }
        return shape;
    }

    XmlShape of(String name) {
        return inside.getOrDefault(name, UNNAMED);
    }

    /** Returns the path as fields are named: dots between the steps, and behind each that is always an array {@code []}. */
    String listed(String path) {
        StringBuilder named = new StringBuilder();
        XmlShape shape = this;
        for (String step : path.split("/")) {
            shape = shape.of(step);
            named.append(named.isEmpty() ? "" : ".").append(step).append(shape.repeated ? "[]" : "");
        }
        return named.toString();
    }

    boolean isRepeated() {
        return repeated;
    }

    boolean isObject() {
        return object;
    }
}
