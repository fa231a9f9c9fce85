# A static program in an image that has nothing else: no shell, no package, no user that could become root.
FROM golang:1.26-trixie AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/jagaetam ./cmd/jagaetam \
	&& mkdir /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /src/LICENSE /src/NOTICE /
COPY --from=build /out/jagaetam /jagaetam
# The demo's folder; a volume that is mounted here takes its owner over.
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["/jagaetam", "healthcheck"]
ENTRYPOINT ["/jagaetam"]
CMD ["serve"]
