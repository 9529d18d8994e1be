package org.nansen.gateway.screening;

import java.time.Clock;
import org.nansen.gateway.ledger.Lanes;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.settings.Secrets;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the screening room together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScreeningSettings.class)
class ScreeningConfiguration {

    @Bean(destroyMethod = "close")
    Connections screeningConnections(ScreeningSettings settings, Secrets secrets, Clock clock) {
        return Connections.open(settings, secrets, clock);
    }

    @Bean
    ScreeningGate screeningGate(ScreeningSettings settings, NationalSystems systems, Clock clock) {
        return new ScreeningGate(settings.connections(), systems, clock);
    }

    @Bean
    Screening screening(
            ScreeningSettings settings, ScreeningGate gate, Connections connections, Lanes lanes, Clock clock) {
        return new Screening(settings, gate, connections, lanes, clock);
    }
}
