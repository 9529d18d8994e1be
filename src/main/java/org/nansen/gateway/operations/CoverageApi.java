package org.nansen.gateway.operations;

import java.util.List;
import org.nansen.gateway.screening.Coverage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is not asked though it should be: nothing fails then, so nobody would notice. */
@RestController
class CoverageApi {

    private final ObjectProvider<Coverage> coverage;

    CoverageApi(ObjectProvider<Coverage> coverage) {
        this.coverage = coverage;
    }

    @GetMapping("/api/v1/coverage")
    Gaps gaps() {
        return new Gaps(coverage.stream()
                .flatMap(all -> all.gaps().stream())
                .map(Gap::of)
                .toList());
    }

    record Gaps(List<Gap> notAsked) {}

    record Gap(String system, String database, String code, String hint) {

        static Gap of(Coverage.Gap gap) {
            return new Gap(
                    gap.system(), gap.database(), gap.why().code(), gap.why().hint());
        }
    }
}
