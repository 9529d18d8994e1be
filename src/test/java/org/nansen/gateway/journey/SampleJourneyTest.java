package org.nansen.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.dev.CaseworkExport;
import org.nansen.gateway.house.CommandRun;
import org.nansen.gateway.house.GatewayProcess;

/** A mapping is changed so that it misreads: the plan tells it before, and the next start keeps that system shut. */
class SampleJourneyTest {

    @TempDir
    private Path folder;

    private FolderSite site;
    private GatewayProcess gateway;
    private Path password;

    @BeforeEach
    void start() throws IOException {
        site = new FolderSite(folder.resolve("home"));
        password =
                Files.writeString(folder.resolve("password"), Neighbourhood.DEMO.split(":")[1] + "\n");
        gateway = site.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        site.close();
    }

    @Test
    void keepsASystemShutWhoseSampleFailsAndOpensTheOthers() throws Exception {
        assertThat(plan().output()).contains("A restart changes nothing.");
        assertThat(plan().code()).isZero();
        Path mapping = site.home.resolve("config/systems/registry/mapping.jslt");
        String good = Files.readString(mapping);
        Files.writeString(mapping, good.replace("\"given\": .VORNAME", "\"given\": .VORNAMEN"));

        CommandRun.Ended plan = plan();

        assertThat(plan.code()).isEqualTo(1);
        assertThat(plan.output())
                .contains("would not be used: config/systems/registry/samples/application.in.csv: NG-604")
                .contains("application.in.csv, record 1 comes out otherwise: person/names/0/given")
                .containsPattern("same +casework")
                .doesNotContain("bcrypt");

        gateway.stop();
        gateway.start();
        gateway.awaitReady();

        String problem = "config/systems/registry/samples/application.in.csv: NG-604 does not give what"
                + " application.expected.json says: record 1 person/names/0/given";
        JsonNode shut = site.door(gateway, "registry");
        assertThat(shut.path("code").asText()).isEqualTo("NG-605");
        assertThat(shut.path("problems").path(0).asText()).isEqualTo(problem);
        assertThat(gateway.output()).contains("NG-605 system=registry is not in use: " + problem);
        assertThat(gateway.output()).as("a value of the sample").doesNotContain("Velhanto", "R000900");
        assertThat(site.post(gateway, "casework", CaseworkExport.decisions(CrashSite.people(500, 3), FolderSite.NOW))
                        .statusCode())
                .isEqualTo(202);
        assertThat(site.post(gateway, "registry", "{}").statusCode()).isEqualTo(503);

        Files.writeString(mapping, good);
        CommandRun.Ended mended = plan();
        assertThat(mended.code()).isEqualTo(1);
        assertThat(mended.output()).contains("is not in use now, and would be");

        gateway.stop();
        CommandRun.Ended alone = plan();
        assertThat(alone.code()).isEqualTo(1);
        assertThat(alone.output())
                .contains("NG-704", "Compared with what the gateway read at its last start on this home")
                .containsPattern("changed +registry");

        gateway.start();
        gateway.awaitReady();
        assertThat(site.door(gateway, "registry").isMissingNode()).isTrue();
    }

    private CommandRun.Ended plan() {
        return CommandRun.of(
                "plan",
                "--home",
                site.home.toString(),
                "--url",
                gateway.api("").toString(),
                "--user",
                Neighbourhood.DEMO.split(":")[0],
                "--password-file",
                password.toString());
    }
}
