package org.nansen.gateway.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nansen.gateway.dev.CaseworkExport;
import org.nansen.gateway.dev.InventedCountry;
import org.nansen.gateway.dev.InventedPerson;
import org.nansen.gateway.dev.RegistryExport;
import org.nansen.gateway.dev.ShelterExport;

/** What goes wrong at the doors ends in a coded error where a person looks, and in nothing else. */
@ExtendWith(JourneyExtension.class)
class BadInputJourneyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(40);

    private final Neighbourhood house;

    BadInputJourneyTest(Neighbourhood house) {
        this.house = house;
    }

    @AfterEach
    void theIdentityHolds() {
        assertThat(house.identity("total").holds()).isTrue();
    }

    @Test
    void anEmptyFileIsRefused() {
        JsonNode receipt = dropped("empty.csv", new byte[0]);
        assertThat(receipt.path("state").asText()).isEqualTo("refused");
        assertThat(codes(receipt)).contains("NG-110");
    }

    @Test
    void aFileOfNothingButAHeaderIsRefused() {
        assertThat(codes(dropped("header-only.csv", RegistryExport.applications(List.of(), NOW))))
                .contains("NG-111");
    }

    @Test
    void aWrongDelimiterHoldsTheFileAndAsksNobody() {
        long asked = house.screening.requests();
        String commas = new String(RegistryExport.applications(people(200_010, 3), NOW), ISO_8859_1).replace(';', ',');
        JsonNode receipt = dropped("commas.csv", commas.getBytes(ISO_8859_1));
        assertThat(receipt.path("state").asText()).isEqualTo("held");
        assertThat(codes(receipt)).contains("NG-112");
        assertThat(house.screening.requests()).isEqualTo(asked);
    }

    @Test
    void bytesThatAreNoUtf8HoldTheFile() {
        String text = new String(ShelterExport.residents(people(200_020, 2)), UTF_8).replace("Testbad", "Testbäd");
        house.ssh.drop("shelter", "residents/latin.csv", text.getBytes(ISO_8859_1));
        assertThat(codes(ended("shelter", "residents", "latin.csv"))).contains("NG-113");
    }

    @Test
    void aLineOf200MegabytesPassesThroughASmallHeapAndHoldsTheFile() throws Exception {
        Path part = house.ssh.home("registry").resolve(".long.part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            out.write(RegistryExport.applications(people(200_030, 1), NOW));
            byte[] megabyte = new byte[1024 * 1024];
            Arrays.fill(megabyte, (byte) 'x');
            for (int written = 0; written < 200; written++) {
                out.write(megabyte);
            }
        }
        Files.move(part, house.ssh.home("registry").resolve("outbox/long.csv"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(codes(ended("registry", "outbox", "long.csv"))).contains("NG-114");
    }

    @Test
    void oneBadRowIsRejectedAloneWithLineFieldAndReason() {
        List<InventedPerson> people = people(200_040, 10);
        JsonNode receipt = dropped("unknown-country.csv", RegistryExport.withUnknownCountry(people, NOW));
        assertThat(receipt.path("accepted").asInt()).isEqualTo(9);
        assertThat(receipt.path("rejected").asInt()).isEqualTo(1);
        JsonNode rejection = receipt.path("rejections").path(0);
        assertThat(rejection.path("line").asInt()).isEqualTo(11);
        assertThat(rejection.path("field").asText()).isEqualTo("STAATKZ");
        assertThat(rejection.path("code").asText()).isEqualTo("NG-102");
        assertThat(rejection.toString()).doesNotContain("999");
    }

    @Test
    void aRowWithoutANameIsRejected() {
        String file = new String(RegistryExport.applications(people(200_060, 10), NOW), ISO_8859_1)
                .replaceFirst(";Testbad;Number;", ";;;");
        JsonNode receipt = dropped("nameless.csv", file.getBytes(ISO_8859_1));
        assertThat(receipt.path("accepted").asInt()).isEqualTo(9);
        assertThat(codes(receipt)).isNotEmpty();
    }

    @Test
    void aFileThatComesTwiceIsAcceptedOnce() {
        byte[] file = RegistryExport.applications(people(200_080, 4), NOW);
        assertThat(dropped("once.csv", file).path("accepted").asInt()).isEqualTo(4);
        JsonNode again = dropped("once-again.csv", file);
        assertThat(again.path("accepted").asInt()).isZero();
        assertThat(again.path("duplicate").asInt()).isEqualTo(4);
    }

    @Test
    void aFileThatIsStillBeingWrittenIsLeftAlone() throws Exception {
        byte[] file = RegistryExport.applications(people(200_090, 2), NOW);
        Path writing = house.ssh.home("registry").resolve("outbox/slow.csv.part");
        Files.write(writing, Arrays.copyOf(file, file.length / 2));
        dropped("beside-slow.csv", RegistryExport.applications(people(200_095, 1), NOW));
        assertThat(writing).exists();
        Files.write(writing, file);
        Files.move(writing, writing.resolveSibling("slow.csv"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(ended("registry", "outbox", "slow.csv").path("accepted").asInt())
                .isEqualTo(2);
    }

    @Test
    void aMessageOfTheWrongTypeIsRefusedOnTheReplyQueue() throws Exception {
        assertThat(answerTo(Map.of("id", "B1"))).contains("NG-118");
    }

    @Test
    void aMessageWithBrokenJsonIsRefusedOnTheReplyQueue() throws Exception {
        assertThat(answerTo("{\"id\": \"B2\", \"kind\": ")).contains("NG-115");
    }

    @Test
    void brokenJsonInTheMiddleOfARequestAcceptsNothing() {
        String array =
                "[" + CaseworkExport.decisions(people(200_100, 3), NOW).strip().replace("\n", ",") + "]";
        int middle = array.indexOf("},{") + 2;
        HttpResponse<String> response = house.post(
                "casework",
                Neighbourhood.CASEWORK,
                "application/json",
                "bad-broken",
                (array.substring(0, middle) + "}" + array.substring(middle)).getBytes(UTF_8));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("NG-115").doesNotContain("P200100");
        assertThat(house.record("casework", "D200100").isMissingNode()).isTrue();
    }

    @Test
    void aRequestOverTheLimitIsAnsweredWith413() {
        assertThat(post("large", " ".repeat(10 * 1024 * 1024 + 1)).statusCode()).isEqualTo(413);
    }

    @Test
    void aWrongMediaTypeIsAnsweredWith415() {
        HttpResponse<String> response =
                house.post("casework", Neighbourhood.CASEWORK, "text/html", "", "<p>".getBytes(UTF_8));
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }

    @Test
    void withoutALoginItIs401AndWithAnotherSystems403() {
        byte[] body = CaseworkExport.decisions(people(200_110, 1), NOW).getBytes(UTF_8);
        assertThat(house.post("casework", "", "application/x-ndjson", "", body).statusCode())
                .isEqualTo(401);
        assertThat(house.post("registry", Neighbourhood.CASEWORK, "application/x-ndjson", "", body)
                        .statusCode())
                .isEqualTo(403);
        assertThat(house.post("casework", Neighbourhood.DEMO, "application/x-ndjson", "", body)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aKeyUsedAgainGivesTheSameReceiptOrARefusalForAnotherBody() {
        String body = CaseworkExport.decisions(people(200_120, 1), NOW);
        HttpResponse<String> first = post("twice", body);
        HttpResponse<String> second = post("twice", body);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(house.parse(second.body()).path("receiptId"))
                .isEqualTo(house.parse(first.body()).path("receiptId"));
        HttpResponse<String> other = post("twice", CaseworkExport.decisions(people(200_121, 1), NOW));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("NG-123");
    }

    private HttpResponse<String> post(String key, String body) {
        return house.post(
                "casework", Neighbourhood.CASEWORK, "application/x-ndjson", "bad-" + key, body.getBytes(UTF_8));
    }

    private String answerTo(Object body) throws Exception {
        try (JMSContext context = house.broker.connections("border").createContext()) {
            Queue answers = context.createQueue("border.bad");
            var producer = context.createProducer().setJMSReplyTo(answers);
            Queue door = context.createQueue("border.in");
            if (body instanceof Map<?, ?> map) {
                var message = context.createMapMessage();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    message.setString(
                            entry.getKey().toString(), entry.getValue().toString());
                }
                producer.send(door, message);
            } else {
                producer.send(door, body.toString());
            }
            try (var consumer = context.createConsumer(answers)) {
                return consumer.receive(SOON.toMillis()) instanceof TextMessage text ? text.getText() : "";
            }
        }
    }

    private JsonNode dropped(String name, byte[] content) {
        house.ssh.drop("registry", "outbox/" + name, content);
        return ended("registry", "outbox", name);
    }

    private JsonNode ended(String sender, String folder, String name) {
        return await().atMost(SOON)
                .until(() -> house.receiptOfFile(sender, folder, name), receipt -> !receipt.isMissingNode());
    }

    private static List<String> codes(JsonNode receipt) {
        List<String> codes = new ArrayList<>(receipt.path("rejections").findValuesAsText("code"));
        codes.add(receipt.path("code").asText());
        return codes;
    }

    private static List<InventedPerson> people(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> new InventedPerson(
                        number,
                        "Testbad",
                        "Number",
                        1980,
                        LocalDate.of(1980, 8, 1),
                        1,
                        InventedCountry.of("ALB"),
                        false))
                .toList();
    }
}
