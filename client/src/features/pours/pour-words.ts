import { defineStrings } from '../../lib/strings.ts';

/** The trade's words (a dash before the value: `_other` would read as a plural) for the values that a pour's fields take, and for the fields themselves. */
export const usePourWords = defineStrings('pour-words', {
  en: {
    'ready-forms': 'Forms', 'ready-rebar': 'Rebar', 'ready-embeds': 'Embeds', 'ready-sleeves': 'Sleeves', 'ready-gc_release': 'GC release',
    'ready-supplier': 'Supplier', 'ready-pump': 'Pump', 'ready-lab': 'Lab', 'ready-crew': 'Crew', 'ready-weather': 'Weather',
    'element-slab_on_grade': 'Slab on grade', 'element-elevated_deck': 'Elevated deck', 'element-slab_on_metal_deck': 'Slab on metal deck',
    'element-footing': 'Footing', 'element-grade_beam': 'Grade beam', 'element-pier': 'Pier', 'element-wall': 'Wall', 'element-column': 'Column',
    'element-tilt_up_panel': 'Tilt-up panel', 'element-topping': 'Topping', 'element-paving': 'Paving', 'element-curb_sidewalk': 'Curb, sidewalk',
    'element-equipment_pad': 'Equipment pad', 'element-stairs': 'Stairs', 'element-other': 'Other',
    'method-chute': 'Chute', 'method-boom_pump': 'Boom pump', 'method-line_pump': 'Line pump', 'method-buggy': 'Buggy', 'method-conveyor': 'Conveyor', 'method-crane_bucket': 'Crane and bucket',
    'finish-broom': 'Broom', 'finish-float': 'Float', 'finish-hand_trowel': 'Hand trowel', 'finish-hard_trowel': 'Hard trowel', 'finish-burnished': 'Burnished', 'finish-pan': 'Pan', 'finish-exposed': 'Exposed', 'finish-stamped': 'Stamped',
    'cure-wet': 'Wet', 'cure-compound': 'Compound', 'cure-sheet': 'Sheet', 'cure-blankets': 'Blankets',
    'saw-conventional': 'Conventional', 'saw-early_entry': 'Early entry', 'saw-none': 'None',
    'order-will_call': 'Will call', 'order-go': 'Go', 'order-hold': 'Hold', 'order-ready_asap': 'Ready ASAP',
    'reason-weather': 'Weather', 'reason-gc_not_ready': 'GC not ready', 'reason-inspection_failed': 'Inspection failed', 'reason-supplier': 'Supplier', 'reason-pump': 'Pump', 'reason-crew': 'Crew', 'reason-design': 'Design', 'reason-other': 'Other',
    'kind-mix': 'Mix', 'kind-supplier': 'Supplier', 'kind-plant': 'Plant', 'kind-pump': 'Pump', 'kind-lab': 'Lab', 'kind-contact': 'Contact',
  },
  es: {
    'ready-forms': 'Cimbra', 'ready-rebar': 'Varilla', 'ready-embeds': 'Insertos', 'ready-sleeves': 'Camisas', 'ready-gc_release': 'Visto bueno del GC',
    'ready-supplier': 'Proveedor', 'ready-pump': 'Bomba', 'ready-lab': 'Laboratorio', 'ready-crew': 'Cuadrilla', 'ready-weather': 'Clima',
    'element-slab_on_grade': 'Losa sobre terreno', 'element-elevated_deck': 'Losa elevada', 'element-slab_on_metal_deck': 'Losa sobre lámina',
    'element-footing': 'Zapata', 'element-grade_beam': 'Contratrabe', 'element-pier': 'Pilote', 'element-wall': 'Muro', 'element-column': 'Columna',
    'element-tilt_up_panel': 'Panel tilt-up', 'element-topping': 'Sobrelosa', 'element-paving': 'Pavimento', 'element-curb_sidewalk': 'Guarnición, banqueta',
    'element-equipment_pad': 'Base de equipo', 'element-stairs': 'Escalera', 'element-other': 'Otro',
    'method-chute': 'Canalón', 'method-boom_pump': 'Bomba pluma', 'method-line_pump': 'Bomba de línea', 'method-buggy': 'Buggy', 'method-conveyor': 'Banda', 'method-crane_bucket': 'Grúa y bacha',
    'finish-broom': 'Escobillado', 'finish-float': 'Flotado', 'finish-hand_trowel': 'Llana a mano', 'finish-hard_trowel': 'Llana pulida', 'finish-burnished': 'Bruñido', 'finish-pan': 'Disco', 'finish-exposed': 'Agregado expuesto', 'finish-stamped': 'Estampado',
    'cure-wet': 'Húmedo', 'cure-compound': 'Membrana', 'cure-sheet': 'Plástico', 'cure-blankets': 'Mantas',
    'saw-conventional': 'Convencional', 'saw-early_entry': 'Entrada temprana', 'saw-none': 'Ninguno',
    'order-will_call': 'Por llamar', 'order-go': 'Confirmado', 'order-hold': 'En espera', 'order-ready_asap': 'Listo cuanto antes',
    'reason-weather': 'Clima', 'reason-gc_not_ready': 'GC no está listo', 'reason-inspection_failed': 'Inspección rechazada', 'reason-supplier': 'Proveedor', 'reason-pump': 'Bomba', 'reason-crew': 'Cuadrilla', 'reason-design': 'Diseño', 'reason-other': 'Otro',
    'kind-mix': 'Mezcla', 'kind-supplier': 'Proveedor', 'kind-plant': 'Planta', 'kind-pump': 'Bomba', 'kind-lab': 'Laboratorio', 'kind-contact': 'Contacto',
  },
}); // prettier-ignore
