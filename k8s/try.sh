#!/usr/bin/env bash
# Tries the suite on Kubernetes, on this machine: builds the images, loads them into a kind or minikube cluster, applies the
# overlay "evaluation", waits until all is ready, and forwards a port to it until Ctrl-C. Needs Docker, kubectl, and kind
# or minikube. Run again, it replaces what changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly NAME=chorus VERSION=0.1.0 SERVICES="chat-service history-service notification-service"
readonly OVERLAY=k8s/overlays/evaluation
port=8080 forward=yes

usage() {
  cat <<'END'
Usage: k8s/try.sh [--port 8080] [--no-forward]   run it, or bring it up to date
       k8s/try.sh --delete                       remove it, and the kind cluster that was made for it
END
}

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*" && exit 1; }
have() { command -v "$1" >/dev/null; }

delete=
while [ $# -gt 0 ]; do
  case $1 in
    --port) port=${2:?--port wants a number} && shift 2 ;;
    --no-forward) forward= && shift ;;
    --delete) delete=yes && shift ;;
    -h | --help) usage && exit ;;
    *) usage >&2 && exit 2 ;;
  esac
done

have docker || fail "Docker is missing."
have kubectl || fail "kubectl is missing."
if have kind; then
  context=kind-$NAME
elif have minikube; then
  context=$NAME
else
  fail "Neither kind nor minikube is here: https://kind.sigs.k8s.io says how to get the first."
fi
k() { kubectl --context "$context" --namespace "$NAME" "$@"; }

if [ -n "$delete" ]; then
  if have kind; then kind delete cluster --name "$NAME"; else minikube delete --profile "$NAME"; fi
  exit
fi

if have kind; then
  kind get clusters 2>/dev/null | grep -qx "$NAME" || kind create cluster --name "$NAME" --wait 2m
else
  minikube status --profile "$NAME" >/dev/null 2>&1 || minikube start --profile "$NAME" --cpus 2 --memory 6g --cni calico
fi

images=()
for service in $SERVICES; do
  docker build --file docker/Dockerfile.jvm --build-arg "SERVICE=$service" --tag "chorus/$service:$VERSION" .
  images+=("chorus/$service:$VERSION")
done
for image in page issuer; do
  name=chorus/${image/issuer/development-issuer}:$VERSION
  docker build --file "docker/Dockerfile.$image" --tag "$name" .
  images+=("$name")
done
if have kind; then
  kind load docker-image --name "$NAME" "${images[@]}"
else
  for image in "${images[@]}"; do minikube image load --profile "$NAME" --overwrite=true "$image"; done
fi

docker/secrets.sh --development-login
(umask 077 && grep '_PASSWORD=' .env >"$OVERLAY/.env")
cp docker/keys/public.pem docker/keys/private.pem "$OVERLAY/"

was_there=
k get deployment chat >/dev/null 2>&1 && was_there=yes
kubectl --context "$context" apply --kustomize "$OVERLAY"
# The images have the names that they had before: what runs already would go on with the old ones.
[ -z "$was_there" ] || k rollout restart deployment chat history notification page gateway issuer
for workload in statefulset/postgres deployment/redis deployment/history deployment/notification deployment/chat \
  deployment/page deployment/issuer deployment/gateway; do
  k rollout status "$workload" --timeout 10m
done

[ "$port" = 8080 ] || say "The development login sends people to http://localhost:8080: with another port they cannot log in."
[ -n "$forward" ] || exit 0
say ""
say "Chorus is up: http://localhost:$port     Ctrl-C ends the forwarding; k8s/try.sh --delete removes all of it."
k port-forward service/gateway "$port:8080"
