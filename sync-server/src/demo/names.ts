/** Names as a contractor around Dallas has them on the sheet. Invented people; any likeness is chance. */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const LAST_NAMES = words(`
Aguilar Allen Amador Anders Ayala Baker Barrera Bautista Beltran Benitez Blake Bravo Briggs Burke Cabrera Calderon
Campos Cano Cantu Cardenas Carrillo Cervantes Chambers Chavez Cisneros Clark Cole Contreras Cordova Corrales Cross
Dalton Dawson Delgado Dixon Dominguez Dunn Duran Ellis Enriquez Escobar Esparza Estrada Evans Farias Figueroa Fisher
Flores Fowler Franco Galindo Gallegos Galvan Garcia Garza Gibson Gomez Gonzales Graham Grant Guerra Guerrero Gutierrez
Guzman Hale Hansen Hardy Harris Hayes Hernandez Herrera Hicks Holt Huerta Hunt Jackson Jimenez Juarez Keller Kim King
Lara Leal Lewis Lopez Lozano Lucero Lujan Luna Macias Maldonado Marin Marquez Marsh Martinez Mata Medina Mejia Mendez
Mendoza Mercado Meyer Miller Miranda Molina Montes Montoya Mora Morales Moreno Munoz Murphy Nava Navarro Nelson Nguyen
Nieto Nolan Nunez Ochoa Ojeda Olivares Ortega Ortiz Osborn Pacheco Padilla Page Palacios Paredes Parker Parra Patel
Pena Perez Pham Phillips Pineda Ponce Porter Quezada Quintana Ramirez Ramos Rangel Reed Reyes Rios Rivas Rivera Robles
Rocha Rodriguez Rojas Romero Rosales Rubio Ruiz Salas Salazar Salinas Sanchez Sandoval Santos Saucedo Segura Serrano
Shaw Silva Simmons Solis Sosa Soto Stark Stone Suarez Tapia Taylor Terry Torres Tran Trevino Trujillo Turner Urbina
Valdez Valencia Vance Vargas Vasquez Vega Velasco Vera Villa Villarreal Walker Wallace Ward Watts Webb West Wheeler
Wood Yates Young Zamora Zapata Zavala Zuniga
`);

export const FIRST_NAMES = words(`
Aaron Abel Adrian Alan Alejandro Alex Alfredo Alicia Andre Andres Angel Antonio Armando Arturo Benito Brandon Brian
Carlos Cesar Chris Clay Cody Cristian Curtis Damian Daniel Darnell David Derek Diego Edgar Eduardo Efrain Elena Eli
Emilio Enrique Eric Ernesto Esteban Fabian Felipe Fernando Francisco Frank Gabriel Gerardo Gilbert Gloria Guillermo
Gustavo Hector Hugo Ignacio Isaac Ismael Israel Ivan Jacob Jaime James Javier Jerome Jesse Jesus Joaquin Joel Jorge
Jose Josue Juan Julian Julio Kevin Kyle Lamar Lance Leo Leticia Lorenzo Luis Manuel Marco Maria Mario Martin Mateo
Maurice Miguel Moises Nathan Noe Omar Orlando Oscar Pablo Pedro Rafael Ramiro Randy Raul Ricardo Roberto Rodrigo Roy
Ruben Salvador Samuel Santiago Saul Sergio Shane Tomas Trent Tyrone Ulises Victor Vicente Wade Wesley Xavier Yolanda
`);

/** Place and kind together make a job's nickname: "Trinity Garage". */
export const JOB_PLACES = words(`
Trinity Lamar Mesquite Alliance Preston Cedars Bluebonnet Heritage Stemmons Garland Legacy Irving Caprock Brazos
Lakeside Magnolia Prairie Northpark Ferris Wylie Kessler Belmont Arlington Carrollton Denton Elmwood Frisco Grapevine
Hulen Juniper Keller Lancaster McKinney Noble Oakridge Pecan Quarry Rowlett Sunnyvale Terrell Uptown Vickery Westmoreland
Yellowstone Addison Beacon Colony Deepwood Eastgate
`);

export const JOB_KINDS = [
  { kind: 'garage', nickname: 'Garage', name: 'Parking Structure' },
  { kind: 'clinic', nickname: 'Clinic', name: 'Medical Office' },
  { kind: 'warehouse', nickname: 'DC', name: 'Distribution Center' },
  { kind: 'school', nickname: 'Elem.', name: 'Elementary School' },
  { kind: 'tower', nickname: 'Tower', name: 'Residential Tower' },
  { kind: 'paving', nickname: 'Lot', name: 'Retail Site Paving' },
  { kind: 'bridge', nickname: 'Bridge', name: 'Bridge Replacement' },
  { kind: 'plant', nickname: 'WTP', name: 'Water Treatment Plant' },
  { kind: 'tower', nickname: 'Flats', name: 'Apartments' },
  { kind: 'warehouse', nickname: 'Cold', name: 'Cold Storage' },
] as const;

export const STREETS =
  words(`Commerce Elm Main Industrial Harry-Hines Singleton Illinois Ledbetter Jefferson Ross
Northwest Mockingbird Camp-Wisdom Belt-Line Walnut-Hill Forest Loop-12 Airport Railroad Mercantile`).map(
    (street) => street.replaceAll('-', ' '),
  );

export const CONTRACTORS = [
  'Halvorsen Builders',
  'Brightwater Construction',
  'Lone Oak General',
  'Mercer & Pike',
  'Summit Ridge Contractors',
  'Calloway Construction',
  'Redline Builders',
  'Tarrant Commercial',
  'Northstar GC',
  'Whitfield Brothers',
  'Sable Creek Builders',
  'Paragon Civil',
  'Blackland Construction',
  'Keystone Southwest',
] as const;

export const SUPPLIERS = [
  'ReadyCo',
  'Lone Star Ready Mix',
  'Trinity Sand & Mix',
  'Big Tex Concrete',
  'Cross Timbers Mix',
  'Gulf Plains Ready Mix',
  'Pecos Concrete Supply',
  'Red River Mix',
  'Hill Country Mix',
  'Border Ready Mix',
] as const;

export const PUMP_COMPANIES = ['Metro Pumping', 'Reach Concrete Pumping', 'Longboom', 'Our own'] as const;

export const LABS = [
  'Terrastrata Testing',
  'Plumb Line Labs',
  'Alamo Materials Testing',
  'Three Rivers Lab',
] as const;
