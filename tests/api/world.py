"""Everything that a route can need: a project in the midst of its work, one object a kind."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.utils import timezone

from annotator.models import (
    APIToken,
    Decision,
    Document,
    Job,
    Membership,
    RelationDecision,
    Release,
    Suggestion,
    User,
)
from annotator.services.accounts import create_token, invite
from annotator.services.adjudication import decide
from annotator.services.assignments import request_reopening
from annotator.services.gold import finish_review
from annotator.services.link_rulings import decide_link
from annotator.services.preannotation import enqueue_preannotation
from annotator.services.projects import add_member, change_project, remove_member
from annotator.services.relations import RelationDraft, put_relation
from annotator.services.releases import create_release
from annotator.services.review import review_document
from annotator.services.suggestions import Verdict, decide_suggestion
from tests.cast import Cast, Role, add_document, assign, draft, mark, person, spans

CANARY = "canary"
SCOPES = tuple(APIToken.Scope.values)


@dataclass(frozen=True)
class World:
    """The cast's text is being annotated; `done` awaits its review; `finished` has gold.

    chloe belongs to the project without an assignment; ben's membership was removed; max
    manages and annotates every text himself; rosa administers the site.
    """

    cast: Cast
    done: Document
    finished: Document
    max: User
    rosa: User
    ids: dict[str, str]

    def user(self, name: str) -> User:
        found: User = getattr(self if name in {"max", "rosa"} else self.cast, name)
        return found


def build_world(cast: Cast) -> World:
    """Bring the cast's project into that state, through the services."""
    cast.project.name = CANARY
    Document.objects.filter(id=cast.document.id).update(title=CANARY)
    cast.document.assignments.exclude(annotator=cast.ana).delete()
    done, finished = (
        add_document(cast.mara, cast.project, f"{CANARY} {name}: Moscow warns.", title=CANARY)
        for name in ("done", "finished")
    )
    cast.project.redundancy = 2
    cast.project.save()
    assign(cast.mara, cast.project, [cast.ana, cast.ben], [done, finished])
    for document in (done, finished):
        _annotate(cast, document)
        _decide(cast, document)
    finish_review(by=cast.ada, document=finished)
    return World(cast, done, finished, *_more_people(cast), ids=_ids(cast, done))


def _annotate(cast: Cast, document: Document) -> None:
    """Let two annotators differ on a span and on a link, and agree on a span."""
    layer = cast.layer(cast.ana, document)
    actor, threat = mark(layer, "0-6 actor | 7-9 threat_claim")
    made = RelationDraft(uuid.uuid4(), "makes", actor.uuid, threat.uuid)
    put_relation(by=cast.ana, assignment=layer, draft=made, base_rev=0)
    cast.submit(cast.ana, "", document)
    cast.submit(cast.ben, "0-6 evidence | 7-9 threat_claim", document)


def _decide(cast: Cast, document: Document) -> None:
    review = review_document(document)
    (span,) = spans("0-6 actor")
    kept = draft(cast.layer(cast.ana, document), span)
    decide(by=cast.ada, document=document, cluster=review.disagreements[0].key, drafts=[kept])
    decide_link(by=cast.ada, document=document, link=review.links[0].key, is_gold=True)


def _more_people(cast: Cast) -> tuple[User, User]:
    manager, admin = person("max"), person("rosa")
    for role in (Role.MANAGER, Role.ANNOTATOR):
        add_member(by=cast.mara, project=cast.project, user=manager, role=role)
    User.objects.filter(id=admin.id).update(is_superuser=True)
    admin.refresh_from_db()
    cast.mara.user_permissions.add(Permission.objects.get(codename="add_project"))
    ben = Membership.objects.get(user=cast.ben)
    remove_member(by=cast.mara, membership=ben)
    change_project(by=cast.mara, project=cast.project, shows_agreement=True)
    return manager, admin


def _ids(cast: Cast, done: Document) -> dict[str, str]:
    """Return one id of each kind, by the name it has in the routes."""
    project, layer = cast.project, cast.layer(cast.ana)
    annotation, source, target = mark(layer, "2-6 actor | 20-24 actor | 20-30 threat_claim")
    link = RelationDraft(uuid.uuid4(), "makes", source.uuid, target.uuid)
    put_relation(by=cast.ana, assignment=layer, draft=link, base_rev=0)
    submitted = cast.layer(cast.ana, done)
    request_reopening(by=cast.ana, assignment=submitted, reason=CANARY)
    document = project.documents.all()
    release = create_release(by=cast.mara, project=project, documents=document)
    job = enqueue_preannotation(by=cast.mara, project=project)
    Job.objects.filter(id=job.id).update(state="failed", finished_at=timezone.now())
    ruling = RelationDecision.objects.get(adjudication__document=done)
    rows: dict[str, object] = {
        "project": project.id,
        "document": done.id,
        "assignment": layer.id,
        "annotation": annotation.uuid,
        "relation": link.uuid,
        "sitting": uuid.uuid4(),
        "suggestion": _suggestion(cast).id,
        "member": Membership.objects.get(user=cast.chloe).id,
        "invitation": invite(by=cast.mara, project=project, name=CANARY, role="annotator")[0].id,
        "job": job.id,
        "cluster": Decision.objects.get(adjudication__document=done).cluster,
        "relation_type": ruling.type.name,
        "source": ruling.source,
        "target": ruling.target,
        "release": Release.objects.get(id=release.id).id,
        "token": create_token(by=cast.mara, name=CANARY, scopes=["read"], project=None, days=1)[
            0
        ].id,
    }
    return {name: str(value) for name, value in rows.items()}


def _suggestion(cast: Cast) -> Suggestion:
    suggestion = Suggestion.objects.create(
        document=cast.document,
        label=cast.project.labels.get(name="actor"),
        start=7,
        end=12,
        score=0.5,
        reason=CANARY,
        pipeline="rules-en",
    )
    Document.objects.filter(id=cast.document.id).update(preannotated_with="rules-en")
    decide_suggestion(
        by=cast.ana,
        assignment=cast.layer(cast.ana),
        suggestion=suggestion,
        verdict=Verdict.DISMISSED,
        draft=None,
    )
    return suggestion


def join_every_text(world: World) -> None:
    """Make max an annotator of every text, so that he must be blind."""
    assign(world.cast.mara, world.cast.project, [world.max])


def token_of(user: User, *scopes: str, project: object = None, is_expired: bool = False) -> str:
    """Return the text of a new token."""
    token, text = create_token(
        by=user,
        name="program",
        scopes=scopes,
        project=project,  # type: ignore[arg-type]
        days=1,
    )
    if is_expired:
        past = timezone.now() - datetime.timedelta(seconds=1)
        APIToken.objects.filter(id=token.id).update(expiry=past)
    return text


def random_id() -> str:
    return str(uuid.uuid4())
