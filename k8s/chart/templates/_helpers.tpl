{{- /* Labels by which a pod is selected; "name" is the workload's. */}}
{{- define "chorus.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{- define "chorus.labels" -}}
app.kubernetes.io/part-of: chorus
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "chorus.image" -}}
{{ with .root.Values.image.registry }}{{ . }}/{{ end }}chorus/{{ .name }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{- /* The Secret that the chart makes, or the one that is there. */}}
{{- define "chorus.redisSecret" -}}
{{ if .Values.redis.hosts }}{{ .Release.Name }}-redis{{ else }}{{ .Values.redis.secret }}{{ end }}
{{- end }}
{{- define "chorus.databaseSecret" -}}
{{ if .Values.postgresql.url }}{{ .Release.Name }}-database{{ else }}{{ .Values.postgresql.secret }}{{ end }}
{{- end }}

{{- /* Who of this release's pods: "component" is service or page. */}}
{{- define "chorus.everyService" -}}
matchLabels:
  app.kubernetes.io/component: service
  app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- define "chorus.serviceOrPage" -}}
matchExpressions:
  - key: app.kubernetes.io/component
    operator: In
    values: [service, page]
matchLabels:
  app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- /* What holds for every pod, whatever runs in it. */}}
{{- define "chorus.pod" -}}
serviceAccountName: {{ .root.Release.Name }}-{{ .name }}
# Nothing here speaks to the API server, nor needs every Service of the namespace in its environment.
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  seccompProfile:
    type: RuntimeDefault
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  {{- range $key, $when := dict "kubernetes.io/hostname" "ScheduleAnyway" "topology.kubernetes.io/zone" (ternary "DoNotSchedule" "ScheduleAnyway" .root.Values.strictZones) }}
  - topologyKey: {{ $key }}
    maxSkew: 1
    whenUnsatisfiable: {{ $when }}
    labelSelector:
      matchLabels:
        app.kubernetes.io/part-of: chorus
        app.kubernetes.io/instance: {{ $.root.Release.Name }}
    # Each Deployment for itself, and each of its versions.
    matchLabelKeys: [app.kubernetes.io/name, pod-template-hash]
  {{- end }}
{{- end }}

{{- define "chorus.security" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{- define "chorus.strategy" -}}
strategy:
  rollingUpdate:
    # The new one is there before the old one goes, one at a time: each that goes sends its clients elsewhere.
    maxSurge: 1
    maxUnavailable: 0
{{- end }}
