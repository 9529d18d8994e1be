package org.nansen.gateway.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.intake.SystemFolder;
import org.nansen.gateway.normalize.Difference;
import org.nansen.gateway.normalize.Observation;
import org.nansen.gateway.normalize.SampleResult;
import org.nansen.gateway.normalize.Samples;
import org.nansen.gateway.settings.Home;

/** The samples of the demo's systems give the canonical records written beside them. */
class DemoSamplesTest {

    private static final Path HOME = Path.of("src/test/resources/demo");

    @ParameterizedTest
    @ValueSource(strings = {"registry", "border", "casework", "shelter"})
    void givesTheExpectedRecordsWhenTheSampleIsMapped(String system) {
        SystemFolder folder = SystemFolder.of(new Home(HOME), HOME.resolve("config/systems/" + system));

        List<SampleResult> samples =
                Samples.run(folder.folder(), folder.normalizer().orElseThrow(), new Observation());

        assertThat(folder.problems()).isEmpty();
        assertThat(samples).isNotEmpty().allSatisfy(sample -> {
            assertThat(sample.compared()).isTrue();
            assertThat(sample.records()).isNotEmpty();
            assertThat(sample.differences())
                    .extracting(Difference::place, Difference::expected, Difference::found)
                    .isEmpty();
            assertThat(sample.trouble()).isEmpty();
        });
    }
}
