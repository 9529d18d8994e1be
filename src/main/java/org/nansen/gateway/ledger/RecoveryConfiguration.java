package org.nansen.gateway.ledger;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RecoveryConfiguration {

    @Bean
    Recovery ledgerRecovery(Store store) {
        return new SqlRecovery(store.readers(), store.writer());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    RecoveryWorker ledgerRecoveryWorker(Store store, Clock clock) {
        return new RecoveryWorker(store.readers(), store.writer(), clock);
    }
}
