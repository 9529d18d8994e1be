package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nansen.gateway.ledger.ReceiptClaim;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        classes = HouseErrorsTest.Slice.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "camel.main.routes-include-pattern=classpath:routes/pipeline/house-errors.camel.yaml,classpath:operations/failing.camel.yaml"
        })
class HouseErrorsTest {

    private static final AtomicReference<RuntimeException> NEXT = new AtomicReference<>();

    @Autowired
    ProducerTemplate producer;

    @Autowired
    TestRestTemplate http;

    @Autowired
    MeterRegistry meters;

    @Test
    void leavesTheExceptionOnTheExchangeOfATemplatedRoute(CapturedOutput log) {
        NEXT.set(Unavailable.of(FaultCode.NG_201_ENDPOINT_UNREACHABLE, "screening.interpol"));

        Exchange exchange = producer.send("direct:failing-template", in -> {});

        assertThat(exchange.getException()).isInstanceOf(Unavailable.class);
        assertThat(log.getOut())
                .containsOnlyOnce("fault code=NG-201 route=test.template")
                .contains("at=screening.interpol");
        assertThat(meters.counter("gateway.faults", "code", "NG-201").count()).isEqualTo(1);
    }

    @Test
    void neverShowsTheMessageOfAForeignException(CapturedOutput log) {
        NEXT.set(new IllegalStateException("SURNAME-OF-A-PERSON"));

        producer.send("direct:failing-template", in -> {});

        assertThat(log.getAll())
                .contains("fault code=NG-900")
                .contains("java.lang.IllegalStateException")
                .doesNotContain("SURNAME-OF-A-PERSON");
    }

    @Test
    void takesAForeignExceptionOfAReplyQueueForTheOutageAsWhichItIsTriedAgain(CapturedOutput log) {
        ReceiptClaim claim = mock();
        when(claim.id()).thenReturn("receipt-1");
        when(claim.queue()).thenReturn("reply.border");
        when(claim.faultOf(any())).thenCallRealMethod();
        NEXT.set(new IllegalStateException("connection lost"));

        producer.send("direct:failing-template", in -> in.setProperty(HouseErrors.CLAIM, claim));

        assertThat(log.getOut())
                .contains("fault code=NG-404")
                .contains("unit=receipt-1")
                .doesNotContain("NG-900");
    }

    @Test
    void answersAnHttpCallerWithoutItsOwnBody(CapturedOutput log) {
        NEXT.set(new IllegalStateException("SURNAME-OF-A-PERSON"));

        var answer = http.postForEntity("/failing", "BODY-OF-A-PERSON", String.class);

        assertThat(answer.getStatusCode().value()).isEqualTo(500);
        assertThat(answer.getHeaders().getContentType()).hasToString("application/problem+json");
        assertThat(answer.getBody()).contains("NG-900", "urn:uuid:").doesNotContain("PERSON");
        assertThat(log.getAll()).doesNotContain("OF-A-PERSON");
    }

    @Configuration
    @EnableAutoConfiguration(
            exclude = {
                ArtemisAutoConfiguration.class,
                JmsAutoConfiguration.class,
                DataSourceAutoConfiguration.class,
                FlywayAutoConfiguration.class,
                SecurityAutoConfiguration.class,
                ManagementWebSecurityAutoConfiguration.class
            })
    @Import({HouseErrors.class, ErrorPages.class, Problems.class})
    static class Slice {

        @Bean
        Breaking breaking() {
            return new Breaking();
        }
    }

    public static class Breaking {
        public void fail() {
            throw NEXT.get();
        }
    }
}
