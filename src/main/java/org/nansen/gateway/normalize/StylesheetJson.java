package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.sf.saxon.ma.arrays.SimpleArrayItem;
import net.sf.saxon.ma.map.DictionaryMap;
import net.sf.saxon.om.GroundedValue;
import net.sf.saxon.s9api.XdmArray;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmMap;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.value.BigDecimalValue;
import net.sf.saxon.value.BooleanValue;
import net.sf.saxon.value.EmptySequence;
import net.sf.saxon.value.StringValue;

/**
 * Values between a stylesheet and JSON: maps are objects, arrays and sequences of several are arrays, an element or
 * attribute is its text, and an empty sequence or text is nothing.
 */
final class StylesheetJson {

    private static final int DEEPEST = 32;
    private static final int MOST = 50_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final MappingRun run;
    private int values;

    StylesheetJson(MappingRun run) {
        this.run = run;
    }

    /** Returns what a stylesheet gave as a whole: a record, an array of them, or nothing. */
    JsonNode result(XdmValue value) {
        return json(value, 0, false);
    }

    /** Returns an argument of a function, and notes which field it is. */
    JsonNode argument(XdmValue value) {
        return json(value, 0, true);
    }

    private JsonNode json(XdmValue value, int depth, boolean argument) {
        if (depth > DEEPEST || (values += Math.max(value.size(), 1)) > MOST) {
            throw new MappingFault("The mapping gives something too deep or too large.");
        }
        if (value.size() == 0) {
            return NullNode.instance;
        }
        if (value.size() == 1) {
            return json(value.itemAt(0), depth, argument);
        }
        ArrayNode array = NODES.arrayNode();
        for (XdmItem item : value) {
            array.add(json(item, depth + 1, argument));
        }
        return array;
    }

    private JsonNode json(XdmItem item, int depth, boolean argument) {
        JsonNode made = run.made(item.getUnderlyingValue());
        if (made != null) {
            return made;
        }
        if (item instanceof XdmMap map) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            for (XdmAtomicValue key : map.keySet()) {
                JsonNode member = json(map.get(key), depth + 1, argument);
                // What is nothing is not there, as in JSLT: functions ask whether a part is given.
                if (!member.isNull()) {
                    sorted.put(key.getStringValue(), member);
                }
            }
            ObjectNode object = NODES.objectNode();
            sorted.forEach(object::set);
            return object;
        }
        if (item instanceof XdmArray members) {
            ArrayNode array = NODES.arrayNode();
            for (XdmValue member : members.asList()) {
                array.add(json(member, depth + 1, argument));
            }
            return array;
        }
        if (item instanceof XdmNode node) {
            if (argument) {
                run.reads(StylesheetCopy.pathOf(node));
            }
            return text(node.getStringValue());
        }
        if (item instanceof XdmAtomicValue atomic) {
            Object value = javaValue(atomic);
            return value instanceof Boolean truth
                    ? BooleanNode.valueOf(truth)
                    : value instanceof Number
                            ? NODES.numberNode(new BigDecimal(value.toString()))
                            : text(atomic.getStringValue());
        }
        throw new MappingFault("The mapping gives a function where a value should be.");
    }

    private static Object javaValue(XdmAtomicValue atomic) {
        Object value = atomic.getValue();
        boolean exact = value instanceof Boolean
                || value instanceof java.math.BigInteger
                || value instanceof Long
                || value instanceof BigDecimal
                || (value instanceof Double number && Double.isFinite(number));
        return exact ? value : atomic.getStringValue();
    }

    private static JsonNode text(String text) {
        return Texts.isBlank(text) ? NullNode.instance : new TextNode(text);
    }

    /** Returns the value for the stylesheet, and remembers of what it is made, so that its origin can be told later. */
    GroundedValue item(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return EmptySequence.getInstance();
        }
        if (node.isBoolean()) {
            return BooleanValue.get(node.booleanValue());
        }
        if (node.isNumber()) {
            return new BigDecimalValue(node.decimalValue());
        }
        if (node.isArray()) {
            List<GroundedValue> members = new ArrayList<>();
            node.forEach(member -> members.add(item(member)));
            return new SimpleArrayItem(members);
        }
        if (node.isObject()) {
            DictionaryMap map = new DictionaryMap();
            node.properties().forEach(field -> map.initialPut(field.getKey(), item(field.getValue())));
            run.made(map, node);
            return map;
        }
        StringValue text = new StringValue(node.asText());
        run.made(text, node);
        return text;
    }
}
