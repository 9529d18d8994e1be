package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What became of one sample.
 *
 * @param file name of the sample in the folder {@code samples}
 * @param digest SHA-256 of its bytes, hexadecimal; empty when it cannot be read
 * @param key hexadecimal, made of its bytes too: only who has the sample can say which values hashes under this key hold
 * @param compared whether there is an expected file beside it
 * @param trouble why sample or expected file cannot be used, in words; empty when they can
 * @param records what it gives, without what the gateway gives anew each time
 * @param rejected how many of its units were rejected
 * @param rejections why, one for each reason
 * @param differences in which fields that is not what is expected
 */
public record SampleResult(
        String file,
        String digest,
        String key,
        boolean compared,
        String trouble,
        List<JsonNode> records,
        long rejected,
        List<SampleRejection> rejections,
        List<Difference> differences) {

    public SampleResult {
        records = List.copyOf(records);
        rejections = List.copyOf(rejections);
        differences = List.copyOf(differences);
    }

    /** Whether it must be mended: it cannot be used, or gives something else than is expected. */
    public boolean fails() {
        return !trouble.isEmpty() || !differences.isEmpty();
    }

    /** What is wrong, with file and fields and without values; see {@link #fails()}. */
    public String summary() {
        if (!trouble.isEmpty()) {
            return trouble;
        }
        int shown = Math.min(differences.size(), 10);
        String places = String.join(
                ", ",
                differences.subList(0, shown).stream().map(Difference::place).toList());
        return "does not give what " + Samples.expectedOf(file) + " says: " + places
                + (differences.size() > shown ? ", and " + (differences.size() - shown) + " more" : "");
    }

    @Override
    public String toString() {
        return "SampleResult[" + file + ", fails=" + fails() + "]";
    }
}
