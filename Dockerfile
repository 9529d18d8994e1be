# The gateway in a container. Not run: there was no container engine where this was written; its parts were read only.
# First: mvn package. The jar is copied as it was built and tested.
FROM eclipse-temurin:21-jre-jammy
RUN useradd --uid 10001 --home-dir /gateway --shell /usr/sbin/nologin gateway \
    && mkdir -p /gateway/config /gateway/data /gateway/keys \
    && chown -R gateway: /gateway/data /gateway/keys \
    && chmod 0700 /gateway/data /gateway/keys
COPY target/nansen-gateway.jar /gateway/nansen-gateway.jar
USER gateway
WORKDIR /gateway
VOLUME ["/gateway/data", "/gateway/keys"]
EXPOSE 8080 9876
# Inside a container loopback reaches nobody; publish the ports on the host's loopback only.
ENV SERVER_ADDRESS=0.0.0.0 \
    MANAGEMENT_SERVER_ADDRESS=0.0.0.0 \
    GATEWAY_LEDGER_MASTERKEYFILE=/gateway/keys/master.key
# Health needs a login like everything else, so a 401 is enough of an answer: the process lives and serves.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9876 && printf 'GET /observe/health/liveness HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -qE ' (200|401)'"]
# SQLite unpacks its library into a folder that may execute; with a read-only root that is the tmpfs at /tmp.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-Dorg.sqlite.tmpdir=/tmp", "-jar", "/gateway/nansen-gateway.jar", "--gateway.home=/gateway"]
