package org.nansen.gateway.settings;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What every room needs of settings. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

    /** {@code gateway.home}: the folder the gateway lives in; the working folder by default. */
    @Bean
    Home home(Environment environment) {
        return new Home(Path.of(environment.getProperty("gateway.home", ".")));
    }

    @Bean
    Secrets secrets(Home home) {
        return new Secrets(home);
    }

    /** The one clock; tests bring their own. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    static KnownKeys knownKeys() {
        return new KnownKeys();
    }
}
