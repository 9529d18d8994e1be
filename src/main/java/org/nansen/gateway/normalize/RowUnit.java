package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** Gathers the named cells of one row; to be given in the order of their names, so that the content is always the same. */
final class RowUnit {

    private final long line;
    private final SourceObject.Trail trail = new SourceObject.Trail();
    private final SourceObject source = new SourceObject(trail, "");
    private final StringBuilder content = new StringBuilder(256);
    private @Nullable List<Problem> problems;

    RowUnit(long line) {
        this.line = line;
    }

    /** What is blank is nothing. */
    void set(String name, String cell) {
        if (!Texts.isBlank(cell)) {
            FaultCode fault = Texts.fault(cell);
            if (fault != null) {
                wrong(Problem.of(name, fault));
            }
            note(name, cell);
            source.set(name, TextNode.valueOf(cell));
        }
    }

    void set(String name, boolean cell) {
        note(name, String.valueOf(cell));
        source.set(name, BooleanNode.valueOf(cell));
    }

    private void note(String name, String cell) {
        content.append(name).append('\u001F').append(cell).append('\u001E');
    }

    void wrong(Problem problem) {
        if (problems == null) {
            problems = new ArrayList<>();
        }
        problems.add(problem);
    }

    boolean isEmpty() {
        return content.isEmpty();
    }

    /** @param dropped names of fields that are never kept */
    RawUnit done(List<String> dropped) {
        byte[] bytes = content.toString().getBytes(StandardCharsets.UTF_8);
        return problems == null
                ? new RawUnit.Fields(line, bytes, source, trail, dropped)
                : new RawUnit.Malformed(line, bytes, List.copyOf(problems));
    }
}
