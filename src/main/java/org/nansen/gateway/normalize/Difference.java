package org.nansen.gateway.normalize;

/**
 * One field in which a sample's record is not what is expected.
 *
 * @param record which expected record, from 1; beyond the expected ones for a record too many; 0 for a rejection
 * @param line line of the sample for a rejection, else 0
 * @param field for example {@code person/birthDate/value}; empty for the record or rejection as a whole
 * @param expected as JSON, or empty for nothing
 * @param found as JSON, or empty for nothing
 */
public record Difference(int record, long line, String field, String expected, String found) {

    /** Where it is, without any value: what may be logged. */
    public String place() {
        String where = line > 0 ? "line " + line : "record " + record;
        return field.isEmpty() ? where : where + " " + field;
    }

    /** The values are people's, be they invented. */
    @Override
    public String toString() {
        return "Difference[" + place() + "]";
    }
}
