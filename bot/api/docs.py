"""`/docs`: the operations of the API as one plain page of ours. FastAPI's own page loads files from another host."""

from __future__ import annotations

from html import escape
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.responses import HTMLResponse, Response

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
section { border-top: 1px solid #999; padding: .5rem 0; } code, pre { font-family: ui-monospace, monospace; }
h2 { font-size: 1.1rem; } pre { overflow-x: auto; background: #f3f3f3; color: #111; padding: .5rem; }
th, td { text-align: left; padding: .1rem 1rem .1rem 0; vertical-align: top; }
"""


def build_router(app: FastAPI) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/docs")
    async def page() -> HTMLResponse:
        return HTMLResponse(render(app.openapi()))

    @router.get("/docs/style.css")
    async def style() -> Response:
        return Response(_STYLE, media_type="text/css")

    return router


def render(schema: dict[str, Any]) -> str:
    """One section an operation: parameters, body and answers."""
    title = escape(schema["info"]["title"])
    sections = "".join(
        _operation(path, method, operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    )
    models = "".join(
        f'<section id="{escape(name)}"><h2>{escape(name)}</h2>{_properties(model)}</section>'
        for name, model in schema.get("components", {}).get("schemas", {}).items()
    )
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title} : API</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="/docs/style.css"></head><body><main><h1>{title} : API</h1>'
        f"<p>{escape(schema['info'].get('description', ''))}</p>"
        '<p>Description complète : <a href="/openapi.json">/openapi.json</a>. '
        "Les erreurs suivent la RFC 9457 (<code>application/problem+json</code>).</p>"
        f"{sections}<h1>Formats</h1>{models}</main></body></html>"
    )


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(item['name'])}</code></td><td>{escape(item['in'])}</td>"
        f"<td>{'obligatoire' if item.get('required') else ''}</td></tr>"
        for item in operation.get("parameters", [])
    )
    table = f"<table><tbody>{rows}</tbody></table>" if rows else ""
    answers = ", ".join(escape(code) for code in operation.get("responses", {}))
    body = _body(operation)
    return (
        f"<section><h2><code>{escape(method.upper())} {escape(path)}</code></h2>"
        f"<p>{escape(operation.get('summary', ''))}</p>{table}{body}<p>Réponses : {answers}</p></section>"
    )


def _body(operation: dict[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    names = [_type(media.get("schema", {})) for media in content.values()]
    return f"<p>Corps : {', '.join(names)}</p>" if names else ""


def _properties(model: dict[str, Any]) -> str:
    needed = set(model.get("required", ()))
    rows = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{_type(schema)}</td>"
        f"<td>{'obligatoire' if name in needed else ''}</td></tr>"
        for name, schema in model.get("properties", {}).items()
    )
    text = escape(model.get("description", ""))
    return f"<p>{text}</p><table><tbody>{rows}</tbody></table>"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = escape(schema["$ref"].rsplit("/", 1)[-1])
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        return " | ".join(_type(option) for option in schema["anyOf"])
    if schema.get("type") == "array":
        return f"[{_type(schema.get('items', {}))}]"
    if "enum" in schema:
        return " | ".join(escape(str(value)) for value in schema["enum"])
    return escape(str(schema.get("type", "")))
