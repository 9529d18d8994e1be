package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.nansen.gateway.record.FaultCode;

/**
 * What a mapping can call beyond JSLT's own functions. Null in gives null out, except for {@code required}. A fault is
 * noted with the source's field and the mapping goes on, so that a record is refused with all that is wrong with it.
 */
final class MappingFunctions {

    private final CodeLists codes;
    private final String system;
    private final Dates dates = new Dates();
    private final Zones zones;
    private final Map<String, Pattern> forms = new ConcurrentHashMap<>();

    MappingFunctions(CodeLists codes, String system) {
        this.codes = codes;
        this.system = system;
        this.zones = new Zones(codes);
    }

    List<Function> all() {
        return List.of(
                function("code", 3, arguments -> code(arguments[0], arguments[1], arguments[2])),
                function("birth-date", 1, arguments -> dates.birthDate(arguments[0])),
                function("date", 1, arguments -> dates.date(arguments[0])),
                function("date-time", 1, arguments -> dates.dateTime(arguments[0])),
                function("name", 1, arguments -> Names.name(arguments[0])),
                function("alias", 1, arguments -> Names.alias(arguments[0])),
                function("mrz", 1, arguments -> zones.mrz(arguments[0])),
                function("required", 1, arguments -> required(arguments[0])),
                function("opaque", 1, arguments -> opaque(arguments[0])),
                function("matching", 2, arguments -> matching(arguments[0], arguments[1])));
    }

    private JsonNode code(JsonNode list, JsonNode codeSystem, JsonNode value) {
        if (!codes.hasSystem(list.asText(), codeSystem.asText())) {
            throw new MappingFault("The mapping names a list or code system that is not known.");
        }
        if (empty(value)) {
            return NullNode.instance;
        }
        String original = Texts.strip(value.asText());
        String target = value.isContainerNode() ? null : codes.find(list.asText(), codeSystem.asText(), original);
        if (target == null) {
            MappingRun.current().untranslated(list.asText(), codeSystem.asText(), value, original);
            MappingRun.current().refuse(value, FaultCode.NG_102_UNKNOWN_CODE);
            return NullNode.instance;
        }
        if (list.asText().equals(CodeLists.COUNTRY)) {
            ObjectNode country = JsonNodeFactory.instance.objectNode();
            country.put("code", target);
            country.put("original", original);
            country.set("originalSystem", codeSystem);
            return country;
        }
        if (list.asText().equals(CodeLists.SEX)) {
            ObjectNode sex = JsonNodeFactory.instance.objectNode();
            sex.set("code", IntNode.valueOf(Integer.parseInt(target)));
            sex.put("original", original);
            return sex;
        }
        // Countries and sex carry what the source said themselves.
        TextNode word = new TextNode(target);
        if (!target.equals(original)) {
            MappingRun.current().note(word, original, "code:" + codeSystem.asText());
        }
        return word;
    }

    private static JsonNode required(JsonNode value) {
        if (empty(value)) {
            MappingRun.current().refuse(null, FaultCode.NG_101_REQUIRED);
            return NullNode.instance;
        }
        return value;
    }

    /** The token is the same for the same value in the same system, and tells nothing else about it. */
    private JsonNode opaque(JsonNode value) {
        if (empty(value)) {
            return NullNode.instance;
        }
        byte[] digest = Digests.sha256().digest((system + '\u001F' + value.asText()).getBytes(StandardCharsets.UTF_8));
        return new TextNode(
                Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(digest, 18)));
    }

    /** The value itself, where all of it has the form; for what a source's own rules forbid, such as digits in a name. */
    private JsonNode matching(JsonNode value, JsonNode form) {
        if (empty(value)) {
            return NullNode.instance;
        }
        Pattern pattern = forms.computeIfAbsent(form.asText(), MappingFunctions::pattern);
        if (value.isContainerNode() || !pattern.matcher(value.asText()).matches()) {
            MappingRun.current().refuse(value, FaultCode.NG_147_FORM);
            return NullNode.instance;
        }
        return value;
    }

    private static Pattern pattern(String form) {
        try {
            return Pattern.compile(form);
        } catch (PatternSyntaxException wrong) {
            throw new MappingFault("The mapping has a form that is no regular expression.");
        }
    }

    private static boolean empty(JsonNode value) {
        return value.isNull() || (value.isValueNode() && Texts.isBlank(value.asText()));
    }

    private interface Body {
        JsonNode call(JsonNode[] arguments);
    }

    private static Function function(String name, int arity, Body body) {
        return new Function() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public int getMinArguments() {
                return arity;
            }

            @Override
            public int getMaxArguments() {
                return arity;
            }

            @Override
            public JsonNode call(JsonNode input, JsonNode[] arguments) {
                return body.call(arguments);
            }
        };
    }
}
