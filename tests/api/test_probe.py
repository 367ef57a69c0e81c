import base64, uuid
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from tests.cast import *
from annotator.services.accounts import create_token
from annotator.models import *

def tok(user, scopes, project=None):
    return client_with(create_token(by=user, name="t", scopes=scopes, project=project, days=3)[1])

def show(tag, f):
    try:
        with transaction.atomic():
            r = f()
            print(tag, r.status_code, b"".join(r.streaming_content)[:150] if r.streaming else r.content[:250])
    except Exception as e:
        print(tag, "EXC", type(e).__name__, str(e)[:150])

def test_probe(cast):
    P=f"projects/{cast.project.id}/"
    m=client_of(cast.mara); a=client_of(cast.ana)
    show("scope", lambda: tok(cast.ana,["read"]).get("assignments/"))
    show("scope2", lambda: tok(cast.ana,["annotate"]).get("projects/"))
    for p in ["p=junk","p=2024-01-01","p=","o=99999999999","r=1&p=x","p=9%00"]:
        c=base64.b64encode(p.encode()).decode()
        show("cursor "+p, lambda: m.get(P+"jobs/",{"cursor":c}))
        show("cursor ev "+p, lambda: m.get(P+"events/",{"cursor":c}))
    up=lambda n="a.txt",b=b"Hello there world": SimpleUploadedFile(n,b)
    show("import", lambda: m.post(P+"documents/",{"files":[up()]}))
    show("import corr", lambda: m.post(P+"documents/",{"files":[up()],"corrections":"{}"}))
    show("import corrfile", lambda: m.post(P+"documents/",{"files":[up()],"corrections":up("c.json",b"{}")}))
    show("101 files", lambda: m.post(P+"uploads/",{"files":[up(f"{i}.txt",b"x%d"%i) for i in range(101)]}))
    show("1001 params", lambda: m.get("projects/?"+"&".join(f"a{i}=1" for i in range(1100))))
    s=Suggestion.objects.create(document=cast.document,label=cast.project.labels.first(),start=2,end=6,score=.5,reason="r",pipeline="x")
    L=cast.layer(cast.ana)
    u=str(uuid.uuid4())
    def clash():
        a.send("PUT",f"assignments/{L.id}/annotations/{u}/",body_of(cast.document,"7-9 actor",base_rev=0))
        lab=s.label.name
        return a.send("PUT",f"assignments/{L.id}/suggestions/{s.id}/decision/",{"verdict":"accepted","annotation":body_of(cast.document,f"2-6 {lab}",id=u)})
    show("clash", clash)
    show("accept", lambda: m.get(P+"exports/",HTTP_ACCEPT="application/x-ndjson"))
    show("nul token", lambda: client_with("plx_abc\0def").get("me/"))
    show("multipart submit", lambda: a.post(f"assignments/{L.id}/submit/",{"x":up()}, format="multipart"))
    show("form submit", lambda: a.post(f"assignments/{L.id}/submit/","x=1", content_type="application/x-www-form-urlencoded"))
    show("trace", lambda: a.generic("TRACE",f"assignments/{L.id}/"))
    show("options", lambda: a.options(f"assignments/{L.id}/"))
    show("bad len", lambda: m.post(P+"uploads/",{"files":[up()]},CONTENT_LENGTH="abc"))
    show("long lang", lambda: m.send("POST",P+"documents/",{"text":"hello","language":"abc-12345678-12345678-12345678"}))
    show("json doc nonlist", lambda: m.send("POST",P+"documents/",[1]))
    show("json null", lambda: m.generic("POST",P+"documents/",b"null",content_type="application/json"))
    show("json text", lambda: m.send("POST",P+"documents/",{"text":5}))
    show("nested", lambda: a.generic("PUT",f"assignments/{L.id}/annotations/{u}/",b"["*900+b"]"*900,content_type="application/json"))
    show("list", lambda: a.send("PUT",f"assignments/{L.id}/annotations/{u}/",[]))
    show("emptyform", lambda: a.put(f"assignments/{L.id}/annotations/{u}/"))
    for d in ["9"*30,"a","%00","%FF"]:
        show("path "+d, lambda: a.get(f"assignments/{d}/"))
    show("override", lambda: a.get(f"assignments/{L.id}/",HTTP_X_HTTP_METHOD_OVERRIDE="DELETE"))
    show("big", lambda: a.generic("PUT",f"assignments/{L.id}/annotations/{u}/",b'{"quote":"'+b"a"*3_000_000+b'"}',content_type="application/json"))
    show("gzip", lambda: a.generic("PUT",f"assignments/{L.id}/annotations/{u}/",b'{}',content_type="application/json",HTTP_CONTENT_ENCODING="gzip"))
    show("patch", lambda: m.send("PATCH",P,{"name":"‮x","is_staff":True}))
    show("bidi", lambda: m.send("PATCH",P,{"name":"‮x"}))
    show("deep corr", lambda: m.post(P+"documents/",{"files":[up()],"corrections":"[1]"}))
