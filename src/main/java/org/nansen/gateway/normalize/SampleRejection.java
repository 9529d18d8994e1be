package org.nansen.gateway.normalize;

import org.nansen.gateway.normalize.SourceUnit.Problem;

/**
 * A unit of a sample that is not accepted, for one reason.
 *
 * @param field empty where none is told; in what is expected it then stands for any
 * @param code public fault code
 */
public record SampleRejection(long line, String field, String code) {

    static SampleRejection of(long line, Problem problem) {
        return new SampleRejection(
                line,
                problem.field() == null ? "" : problem.field(),
                problem.code().code());
    }

    boolean meets(SampleRejection expected) {
        return line == expected.line
                && code.equals(expected.code)
                && (expected.field.isEmpty() || field.equals(expected.field));
    }
}
