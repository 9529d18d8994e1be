package org.nansen.gateway.normalize;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where in a JSON text, which may be cut off, there are objects that may be records. */
final class JsonSighting {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEEPEST = 8;
    private static final int MOST_PLACES = 200;

    /** What settings can name as a step; what looks like a variable would be filled in there. */
    private static final Pattern STEP = Pattern.compile("(?!.*\\$\\{)[^/~\\x00-\\x1F\\x7F]{1,100}");

    private final Map<List<String>, List<JsonNode>> places = new LinkedHashMap<>();
    private List<String> chosen = List.of();
    private boolean ended;
    private @Nullable JsonLocation brokenAt;

    private JsonSighting() {}

    /** @param path empty at the outside */
    record Place(List<String> path, List<JsonNode> records) {
        @Override
        public String toString() {
            return "Place[records=" + records.size() + "]";
        }
    }

    static JsonSighting of(String text) {
        JsonSighting sighting = new JsonSighting();
        try (JsonParser in = JsonTrees.factory(DEEPEST).createParser(text)) {
            in.setCodec(JSON);
            sighting.ended = sighting.outside(in);
        } catch (JsonProcessingException malformed) {
            sighting.brokenAt = malformed.getLocation();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (!sighting.ended) {
            // What one object holds can be told although its end is missing.
            sighting.inside(text);
        }
        return sighting;
    }

    /** Whether the text was read to its end, or as far as anybody wants. */
    boolean ended() {
        return ended;
    }

    /** Where the text is no JSON any more, or null. */
    @Nullable
    JsonLocation brokenAt() {
        return brokenAt;
    }

    /** Takes whole objects; returns whether all was well to the end. */
    private boolean outside(JsonParser in) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        places.put(List.of(), records);
        JsonToken token = in.nextToken();
        boolean array = token == JsonToken.START_ARRAY;
        if (array) {
            token = in.nextToken();
        }
        while (token == JsonToken.START_OBJECT && records.size() < SampleForm.MOST_RECORDS) {
            records.add(in.readValueAsTree());
            token = in.nextToken();
        }
        if (!array && records.size() == 1) {
            lists(records.get(0), List.of());
        }
        return records.size() == SampleForm.MOST_RECORDS || (array ? token == JsonToken.END_ARRAY : token == null);
    }

    private void lists(JsonNode object, List<String> path) {
        object.properties().forEach(field -> {
            List<String> at = below(path, field.getKey());
            if (at.size() > DEEPEST || !STEP.matcher(field.getKey()).matches()) {
                return;
            }
            if (field.getValue().isObject()) {
                lists(field.getValue(), at);
            } else if (field.getValue().isArray() && places.size() < MOST_PLACES) {
                List<JsonNode> objects = new ArrayList<>();
                field.getValue().forEach(element -> {
                    if (element.isObject() && objects.size() < SampleForm.MOST_RECORDS) {
                        objects.add(element);
                    }
                });
                if (!objects.isEmpty()
                        && objects.size() >= Math.min(field.getValue().size(), SampleForm.MOST_RECORDS)) {
                    places.put(at, objects);
                }
            }
        });
    }

    /** Walks down an object whose end is missing, and gathers the lists that it begins. */
    private void inside(String text) {
        if (!places.getOrDefault(List.of(), List.of()).isEmpty()) {
            return;
        }
        try (JsonParser in = JsonTrees.factory(DEEPEST).createParser(text)) {
            in.setCodec(JSON);
            List<String> path = new ArrayList<>();
            JsonToken token = in.nextToken();
            while (token != null) {
                if (token == JsonToken.FIELD_NAME) {
                    String name = in.currentName();
                    token = in.nextToken();
                    if (token == JsonToken.START_OBJECT && path.size() < DEEPEST) {
                        path.add(name);
                    } else if (token == JsonToken.START_ARRAY) {
                        list(in, below(path, name));
                    } else {
                        in.skipChildren();
                    }
                } else if (token == JsonToken.END_OBJECT && !path.isEmpty()) {
                    path.remove(path.size() - 1);
                }
                token = in.nextToken();
            }
        } catch (JsonProcessingException cutOff) {
            // As far as it goes.
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void list(JsonParser in, List<String> at) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        boolean known = at.size() <= DEEPEST
                && places.size() < MOST_PLACES
                && at.stream().allMatch(step -> STEP.matcher(step).matches());
        if (known) {
            places.put(at, objects);
        }
        JsonToken token = in.nextToken();
        while (token != null && token != JsonToken.END_ARRAY) {
            if (token == JsonToken.START_OBJECT && known && objects.size() < SampleForm.MOST_RECORDS) {
                objects.add(in.readValueAsTree());
            } else {
                in.skipChildren();
            }
            token = in.nextToken();
        }
    }

    /** Returns the records: the objects at the outside, unless they only hold a list of what looks like records. */
    Place records() {
        List<JsonNode> outside = places.getOrDefault(List.of(), List.of());
        Place best = new Place(List.of(), outside);
        int most = 0;
        if (outside.size() <= 1 && outside.stream().allMatch(object -> telling(List.of(object), false) == 0)) {
            for (Map.Entry<List<String>, List<JsonNode>> place : places.entrySet()) {
                int told = telling(place.getValue(), true);
                boolean better = told > most
                        || (told == most
                                && best.path().isEmpty()
                                && place.getValue().size() > 1);
                if (!place.getKey().isEmpty() && !place.getValue().isEmpty() && better) {
                    best = new Place(place.getKey(), place.getValue());
                    most = told;
                }
            }
        }
        chosen = best.path();
        return best;
    }

    /** Other lists of objects, as settings would name them. */
    List<String> others() {
        return places.entrySet().stream()
                .filter(place -> !place.getKey().isEmpty()
                        && !place.getValue().isEmpty()
                        && !place.getKey().equals(chosen))
                .limit(5)
                .map(place -> "/" + String.join("/", place.getKey()))
                .toList();
    }

    private static int telling(List<JsonNode> objects, boolean lists) {
        DraftFields fields = new DraftFields(SampleForm.fields(List.of(), objects));
        return Meaning.ofPeople((lists ? fields.everything() : fields.all())
                        .stream().map(SampleForm.Field::meaning).toList())
                .size();
    }

    private static List<String> below(List<String> path, String name) {
        List<String> at = new ArrayList<>(path);
        at.add(name);
        return List.copyOf(at);
    }

    @Override
    public String toString() {
        return "JsonSighting[places=" + places.size() + "]";
    }
}
