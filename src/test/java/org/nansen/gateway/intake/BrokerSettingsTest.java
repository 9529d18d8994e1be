package org.nansen.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerSettingsTest {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://broker.example.org:61616",
                "ssl://broker.example.org:61617",
                "(tcp://a.example.org:61616,tcp://b.example.org:61616)?ha=true",
                "(ssl://a:61616,ssl://b:61616)?ha=true&retryInterval=1000",
                "(tcp://a:61616,tcp://b:61616)?ha=true&reconnectAttempts=60&retryInterval=1000&initialConnectAttempts=-1",
            })
    void takesABrokerElsewhereOrALiveOneWithItsBackups(String url) {
        assertThat(isGood(url)).isTrue();
        try (ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory(broker(url).address())) {
            assertThat(factory.isHA()).isEqualTo(url.contains("ha=true"));
            assertThat(factory.getStaticConnectors())
                    .hasSize(url.contains(",") ? 2 : 1)
                    .allSatisfy(connector -> assertThat(connector.getParams().get("sslEnabled"))
                            .isEqualTo(url.contains("ssl://") ? "true" : null));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://a:61616?jms.prefetch=1",
                "tcp://a:61616,tcp://b:61616",
                "(tcp://a:61616,tcp://b:61616)",
                "(tcp://a:61616,tcp://b:61616)?ha=false",
                "(tcp://a:61616,tcp://b:61616)?ha=true&deserializationAllowList=*",
                "(tcp://a:61616,tcp://b:61616)?ha=true&retryInterval=soon",
                "vm://0",
            })
    void refusesWhatItDoesNotKnow(String url) {
        assertThat(isGood(url)).isFalse();
    }

    private static boolean isGood(String url) {
        return VALIDATOR.validate(broker(url)).isEmpty();
    }

    private static IntakeSettings.Broker broker(String url) {
        return new IntakeSettings.Broker(url, null, null, "127.0.0.1", 61616);
    }
}
