# Lediga jobb as a container: one static program and nothing else, not as root,
# on a root file system that may be read-only. What it remembers is on the volume.
#
#	docker build -t ledigajobb --build-arg VERSION=1.0.0 .
#	docker run --read-only -p 8080:8080 -v ledigajobb:/var/lib/ledigajobb \
#		-e LEDIGAJOBB_BASE_URL=https://jobb.example ledigajobb

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY internal/nocgo internal/nocgo
RUN go mod download
COPY . .
ARG VERSION=development
RUN CGO_ENABLED=0 GOAMD64=v2 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" \
	-o /out/ledigajobb ./cmd/ledigajobb
RUN mkdir /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/ledigajobb /ledigajobb
COPY --from=build --chown=65532:65532 /out/data /var/lib/ledigajobb
USER 65532:65532
ENV LEDIGAJOBB_ADDR=:8080 \
	LEDIGAJOBB_DATABASE=sqlite:/var/lib/ledigajobb/ledigajobb.db \
	TMPDIR=/var/lib/ledigajobb
VOLUME /var/lib/ledigajobb
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/ledigajobb", "health"]
ENTRYPOINT ["/ledigajobb"]
CMD ["serve"]
