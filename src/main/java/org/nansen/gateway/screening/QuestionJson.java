package org.nansen.gateway.screening;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Alias;
import org.nansen.gateway.record.BirthDate;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.IdentityDocument;
import org.nansen.gateway.record.Person;
import org.nansen.gateway.record.PersonName;
import org.nansen.gateway.record.RecordJson;

/**
 * The body of a question (M3). It is built field by field, never from the record as a whole, so that a new field of the
 * record stays in the house.
 */
final class QuestionJson {

    /**
     * Counts the ways in which questions were written so far. A new one, or new tables of spellings, is a new question with a
     * key of its own: an endpoint may refuse another body under a key that it knows.
     */
    static final int FORM = 2;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> DOCUMENT_TYPES =
            Set.of("passport", "identity-card", "travel-document", "visa", "residence-permit", "other");

    private QuestionJson() {}

    static byte[] write(Question question) {
        Person person = question.record().person();
        if (person == null || names(person.names()).isEmpty()) {
            throw Defect.of(FaultCode.NG_101_REQUIRED, "person/names");
        }
        ObjectNode body = JSON.createObjectNode();
        body.put("reference", question.reference().toString());
        body.put("purpose", question.purpose());
        question.databases().forEach(body.putArray("databases")::add);
        ObjectNode identity = body.putObject("person");
        identity(identity, person.names(), person.birthDate());
        ArrayNode aliases = JSON.createArrayNode();
        for (Alias alias : person.aliases()) {
            if (!names(alias.names()).isEmpty()) {
                identity(aliases.addObject(), alias.names(), alias.birthDate());
            }
        }
        if (!aliases.isEmpty()) {
            identity.set("aliases", aliases);
        }
        body.set("documents", documents(question.record().documents()));
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw Defect.of(FaultCode.NG_900_DEFECT, "question");
        }
    }

    private static void identity(ObjectNode to, List<PersonName> names, @Nullable BirthDate birthDate) {
        to.set("names", names(names));
        if (birthDate != null && !birthDate.equals(BirthDate.UNKNOWN) && !"XXXX".equals(birthDate.value())) {
            // A guess asked for as a certainty would find nobody, and that would read as clear.
            boolean guessed = birthDate.estimated() && birthDate.value().indexOf('/') < 0;
            to.put("birthDate", guessed ? birthDate.value().substring(0, 4) : birthDate.value());
        }
    }

    private static ArrayNode names(Collection<PersonName> names) {
        List<PersonName> all = new ArrayList<>(names);
        all.addAll(Spellings.of(names));
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (PersonName name : all) {
            ObjectNode one = JsonNodeFactory.instance.objectNode();
            put(one, "surname", name.surname());
            put(one, "given", name.given());
            put(one, "full", name.full());
            put(one, "latin", name.latin());
            put(one, "mrz", name.mrz());
            if (!one.isEmpty()) {
                one.put("type", RecordJson.name(name.type()));
                put(one, "script", name.script());
                array.add(one);
            }
        }
        return array;
    }

    private static ArrayNode documents(List<IdentityDocument> documents) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (IdentityDocument document : documents) {
            ObjectNode one = array.addObject();
            one.put("type", DOCUMENT_TYPES.contains(document.type()) ? document.type() : "other");
            one.put("number", document.number());
            if (document.issuer() != null) {
                one.put("issuer", Objects.requireNonNull(document.issuer()).code());
            }
        }
        return array;
    }

    private static void put(ObjectNode to, String field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            to.put(field, value);
        }
    }
}
