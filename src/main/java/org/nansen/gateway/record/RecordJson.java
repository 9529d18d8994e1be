package org.nansen.gateway.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The one codec between the canonical record and its JSON form: enumerations in lower case with hyphens, absent values
 * left out, times as RFC 3339 in UTC, unknown fields refused.
 */
public final class RecordJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(house())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_NULL))
            .build();

    private RecordJson() {}

    public static byte[] write(AsylumRecord record) {
        try {
            return MAPPER.writeValueAsBytes(record);
        } catch (JsonProcessingException impossible) {
            throw Defect.of(FaultCode.NG_900_DEFECT, "record");
        }
    }

    public static AsylumRecord read(byte[] json) {
        try {
            return MAPPER.readValue(json, AsylumRecord.class);
        } catch (JsonMappingException wrong) {
            throw rejected(wrong);
        } catch (IOException wrong) {
            throw Rejected.of(FaultCode.NG_115_JSON, "");
        }
    }

    /** Returns the record that the tree holds; {@link Rejected} names the field that does not fit. */
    public static AsylumRecord read(JsonNode tree) {
        try {
            return MAPPER.treeToValue(tree, AsylumRecord.class);
        } catch (JsonMappingException wrong) {
            throw rejected(wrong);
        } catch (JsonProcessingException wrong) {
            throw Rejected.of(FaultCode.NG_115_JSON, "");
        }
    }

    public static JsonNode tree(Object part) {
        return MAPPER.valueToTree(part);
    }

    /** Returns the JSON form of an enumeration's constant: {@code GRANTED_REFUGEE} is {@code granted-refugee}. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Rejected rejected(JsonMappingException wrong) {
        if (wrong.getCause() instanceof Rejected coded) {
            return coded;
        }
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : wrong.getPath()) {
            if (step.getFieldName() != null) {
                path.append(path.isEmpty() ? "" : "/").append(step.getFieldName());
            } else {
                path.append('/').append(step.getIndex());
            }
        }
        return Rejected.of(FaultCode.NG_105_SCHEMA, path.toString());
    }

    private static SimpleModule house() {
        SimpleModule module = new SimpleModule("record");
        module.addSerializer(Instant.class, new JsonSerializer<>() {
            @Override
            public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(value.toString());
            }
        });
        module.addDeserializer(Instant.class, new JsonDeserializer<>() {
            @Override
            public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
                try {
                    return java.time.OffsetDateTime.parse(in.getText()).toInstant();
                } catch (java.time.DateTimeException wrong) {
                    throw Rejected.of(FaultCode.NG_104_DATE, in.currentName() == null ? "" : in.currentName());
                }
            }
        });
        module.addSerializer(Enum.class, new EnumWriter());
        module.setDeserializerModifier(new BeanDeserializerModifier() {
            @Override
            public JsonDeserializer<?> modifyEnumDeserializer(
                    DeserializationConfig config,
                    JavaType type,
                    BeanDescription description,
                    JsonDeserializer<?> usual) {
                return new EnumReader(type.getRawClass());
            }
        });
        return module;
    }

    @SuppressWarnings("rawtypes")
    private static final class EnumWriter extends JsonSerializer<Enum> {
        @Override
        public void serialize(Enum value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(name(value));
        }
    }

    private static final class EnumReader extends JsonDeserializer<Object> {

        private final Class<?> type;
        private final Map<String, Object> byName = new HashMap<>();

        EnumReader(Class<?> type) {
            this.type = type;
            for (Object constant : type.getEnumConstants()) {
                byName.put(name((Enum<?>) constant), constant);
            }
        }

        @Override
        public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
            Object constant = byName.get(in.getText());
            if (constant == null) {
                // The value stays out of the message.
                throw JsonMappingException.from(in, "not a known " + type.getSimpleName());
            }
            return constant;
        }
    }
}
