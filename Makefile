# What people type; the work is done by docker/local and swift. CONFIGURATION=debug for a quicker build.
CONFIGURATION ?= release
export CONFIGURATION
stack := docker/local/stack

.PHONY: help up demo test bench guard lint format layout down clean images images-test kubernetes-check debian-package letters contract screenshots

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

up: ## start PostgreSQL, RabbitMQ, the services and the console; .local/stack.env says where
	@$(stack) packages && $(stack) build && $(stack) up

demo: up ## play a story from invitation to bonuses, refusals and a withdrawal, with you watching, in the console too
	@/usr/bin/python3 docker/local/demo.py

test: ## every test, on a stack of its own; ATTACKS=1: attacks from outside on every lane, too
	@docker/local/test

letters: ## write every letter and notice in both languages into .local/letters
	@docker/local/letters

screenshots: ## take a picture of every page of the console, light and dark, into .local/screenshots
	@docker/local/screenshots

contract: ## write the contract as documents: AsyncAPI, schemas; says what changed since the last release
	@docker/local/contract

bench: ## measure, on a stack of its own, in under 20 minutes; QUICK=1: a tenth of it, in two
	@docker/local/bench

guard: ## count instructions and allocations of the hot paths; fails when they grew
	@docker/local/guard

lint: ## formatting, arrows between rooms, shell scripts, imports that the package does not declare
	@docker/local/lint

layout: ## record which functions run, so that the linker puts them beside one another
	@Tests/Layout/record

format: ## format the Swift sources in place
	@swift format --in-place --recursive --parallel Package.swift Services Shared Tests

down: ## stop what up started; data stay
	@$(stack) down

clean: ## stop, and delete the data
	@$(stack) clean

images: ## build an image of each program, with Docker or Podman; STAND_INS=1: on bases made here, without a registry
	@docker/images/build $(if $(STAND_INS),--stand-ins)

images-test: ## build the images without a registry, start compose with them, play the demo against it, stop it
	@docker/images/test

kubernetes-check: ## render docker/kubernetes and check every object, without a cluster
	@docker/kubernetes/check

debian-package: ## build a Debian package of the programs and their systemd units, and try it
	@docker/debian/build
