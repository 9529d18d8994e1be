package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** The canonical record's JSON Schema, compiled once. What it says is only asked of the validator where something does not fit. */
final class RecordSchema {

    private static final Set<String> MISSING = Set.of("required", "minItems");
    private static final int MOST_PROBLEMS = 20;

    private static final JsonNode TEXT = load();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT);
    private static final QuickSchema QUICK = QuickSchema.of(TEXT);

    private RecordSchema() {}

    private static JsonNode load() {
        try (InputStream in = RecordSchema.class.getResourceAsStream("/schema/asylum-record.schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    static boolean fits(JsonNode record) {
        return QUICK.fits(record) || isValid(record);
    }

    /** Whether the quick judgement is that it fits. */
    static boolean fitsQuickly(JsonNode record) {
        return QUICK.fits(record);
    }

    /** What the validator says, which is what counts. */
    static boolean isValid(JsonNode record) {
        return SCHEMA.validate(record).isEmpty();
    }

    /**
     * Returns what does not fit, by field: the source's field where the value came from there unchanged, else the
     * canonical field.
     *
     * @param mapping text of the mapping: an unknown field is only named when it is written there, for a name that the
     *     mapping took from the data could be anything
     */
    static List<Problem> problems(JsonNode record, MappingRun run, String mapping) {
        List<Error> errors = QUICK.fits(record) ? List.of() : SCHEMA.validate(record);
        if (errors.isEmpty()) {
            return List.of();
        }
        // What a function refused is missing only because of that.
        boolean refusedBefore = !run.problems().isEmpty();
        List<Problem> problems = new ArrayList<>();
        for (Error error : errors) {
            boolean missing = MISSING.contains(error.getKeyword());
            if (error.getKeyword().equals("anyOf") || (missing && refusedBefore)) {
                continue;
            }
            String path = path(error, mapping);
            String origin = missing ? null : run.sourceOf(error.getInstanceNode());
            Problem problem = missing
                    ? Problem.of(path, FaultCode.NG_101_REQUIRED)
                    : new Problem(
                            origin == null ? path : origin,
                            FaultCode.NG_105_SCHEMA,
                            FaultCode.NG_105_SCHEMA.hint()
                                    + (origin == null ? "" : " Canonical field: " + path + ".")
                                    + " Rule: " + error.getKeyword() + ".");
            if (!problems.contains(problem) && problems.size() < MOST_PROBLEMS) {
                problems.add(problem);
            }
        }
        return problems;
    }

    private static String path(Error error, String mapping) {
        String path = error.getInstanceLocation().toString().replaceFirst("^/", "");
        String property = shown(error, mapping);
        return property == null ? path : path.isEmpty() ? property : path + "/" + property;
    }

    private static @Nullable String shown(Error error, String mapping) {
        String property = error.getProperty();
        if (property == null || error.getKeyword().equals("required")) {
            return property;
        }
        // JSLT writes a name in double quotes, XSLT in single ones.
        return mapping.contains("\"" + property + "\"") || mapping.contains("'" + property + "'") ? property : null;
    }
}
