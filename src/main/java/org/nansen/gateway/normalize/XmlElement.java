package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * An element while it is read into JSON that has the same form in every record: a text, or an object with attributes as
 * {@code @name} and text as {@code #text}; an array where the settings say so and nowhere else. What would need another
 * form is refused, for a mapping that expects a text would read nothing from an object and say nothing.
 */
final class XmlElement {

    private static final String TEXT = "#text";
    private static final int TEXT_LIMIT = 64 * 1024;
    /** What an element or attribute takes beside its name and text, so that empty ones count too. */
    private static final int ELEMENT = 16;

    private final XmlEvents in;
    private final @Nullable XmlCopy copy;
    private final XmlTally tally;
    private final SourceObject fields;
    private final String path;
    private final XmlShape shape;
    private final StringBuilder text = new StringBuilder();

    private XmlElement(
            XmlEvents in, @Nullable XmlCopy copy, XmlTally tally, SourceObject fields, String path, XmlShape shape) {
        this.in = in;
        this.copy = copy;
        this.tally = tally;
        this.fields = fields;
        this.path = path;
        this.shape = shape;
    }

    /** Reads an element that is always an object, with its text, if it has any, as {@code #text}. */
    static void readObject(
            XmlEvents in, @Nullable XmlCopy copy, XmlTally tally, SourceObject fields, String path, XmlShape shape)
            throws IOException {
        XmlElement element = new XmlElement(in, copy, tally, fields, path, shape);
        element.attributes();
        element.content();
        if (element.hasText()) {
            element.keep(TEXT, element.checkedText());
        }
    }

    private void attributes() throws IOException {
        if (copy != null) {
            copy.start(in.qualifiedName());
        }
        for (int at = 0; at < in.attributes(); at++) {
            String name = "@" + in.attributeName(at);
            String value = in.attributeValue(at);
            if (in.isAboutForm(at) || tally.drops(in.attributeLocalName(at), join(path, name))) {
                continue;
            }
            tally.add(value.length() > TEXT_LIMIT ? XmlTally.TOO_LARGE : ELEMENT + name.length() + value.length());
            if (tally.tooLarge()) {
                return;
            }
            if (copy != null) {
                copy.attribute(in.attributeQualifiedName(at), value);
            }
            if (!Texts.isBlank(value)) {
                tally.check(value, join(path, name));
                keep(name, new TextNode(value));
            }
        }
        if (copy != null) {
            copy.endOfAttributes();
        }
    }

    private void content() throws IOException {
        while (true) {
            switch (in.next()) {
                case START -> child();
                case TEXT -> text();
                default -> {
                    if (copy != null && !tally.tooLarge()) {
                        copy.end();
                    }
                    return;
                }
            }
        }
    }

    private void text() throws IOException {
        if (tally.tooLarge()) {
            return;
        }
        int before = text.length();
        boolean fits = in.appendText(text, TEXT_LIMIT);
        tally.add(fits ? text.length() - before : XmlTally.TOO_LARGE);
        if (tally.tooLarge()) {
            text.setLength(0);
        } else if (copy != null) {
            copy.text(text, before);
        }
    }

    private void child() throws IOException {
        String name = in.name();
        tally.add(ELEMENT + name.length());
        if (tally.tooLarge() || tally.drops(in.localName(), join(path, name))) {
            in.skip();
            return;
        }
        XmlShape form = shape.of(name);
        JsonNode before = fields.peek(name);
        String at = join(path, name)
                + (form.isRepeated() || before instanceof ArrayNode
                        ? "[" + (before == null ? 0 : before.size()) + "]"
                        : "");
        boolean nil = in.isNil();
        XmlElement child = new XmlElement(in, copy, tally, new SourceObject(tally.trail(), at), at, form);
        child.attributes();
        child.content();
        JsonNode value = nil ? child.attributesAlone() : child.value();
        if (value != null) {
            keep(name, value, form, before, at);
        }
    }

    private void keep(String name, JsonNode value, XmlShape form, @Nullable JsonNode before, String at) {
        if (before instanceof ArrayNode array) {
            array.add(value);
        } else if (form.isRepeated()) {
            fields.putArray(name).add(value);
        } else if (before == null) {
            keep(name, value);
        } else if (copy != null) {
            fields.putArray(name).add(before).add(value);
        } else {
            tally.problem(at, FaultCode.NG_144_SHAPE);
        }
    }

    private void keep(String name, JsonNode value) {
        fields.set(name, value);
    }

    /** Returns the element's value, or null for nothing. */
    private @Nullable JsonNode value() {
        if (!hasText()) {
            return fields.isEmpty() ? null : fields;
        }
        TextNode whole = checkedText();
        if (shape.isObject() || (copy != null && !fields.isEmpty())) {
            keep(TEXT, whole);
            return fields;
        }
        if (!fields.isEmpty()) {
            tally.problem(path, FaultCode.NG_144_SHAPE);
        }
        return whole;
    }

    /** What {@code xsi:nil} leaves: no content, but the attributes, by which such an element may refer to another. */
    private @Nullable JsonNode attributesAlone() {
        fields.properties().removeIf(field -> !field.getKey().startsWith("@"));
        return fields.isEmpty() ? null : fields;
    }

    private boolean hasText() {
        return !text.isEmpty() && !Texts.isBlank(text.toString());
    }

    private TextNode checkedText() {
        String whole = text.toString();
        tally.check(whole, path);
        return new TextNode(whole);
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
