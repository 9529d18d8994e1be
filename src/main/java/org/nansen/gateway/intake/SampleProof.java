package org.nansen.gateway.intake;

import java.util.List;
import org.nansen.gateway.normalize.SampleResult;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.settings.SettingsFault.Problem;

/** A system whose samples give something else than is written beside them would misread records; it is not used. */
final class SampleProof {

    private SampleProof() {}

    /** Returns what is wrong with each sample, with file and fields, without values. */
    static List<Problem> problems(String system, List<SampleResult> samples) {
        return samples.stream()
                .filter(SampleResult::fails)
                .map(sample -> problem(system, sample))
                .toList();
    }

    static Problem problem(String system, SampleResult sample) {
        return new Problem(
                "config/systems/" + system + "/samples/" + sample.file(),
                0,
                "",
                FaultCode.NG_604_SAMPLE.code() + " " + sample.summary());
    }
}
